
"use strict";
(() => {
  const box = document.getElementById("find");
  const words = document.getElementById("words");
  const count = document.getElementById("count");
  const entries = Array.from(document.querySelectorAll("article"));
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const texts = entries.map((entry) => plain(entry.textContent));
  const look = () => {
    const wanted = plain(words.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    entries.forEach((entry, at) => {
      const fits = wanted.every((word) => texts[at].includes(word));
      entry.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    count.textContent = wanted.length ? shown + " of " + entries.length : entries.length + " requests";
  };
  words.addEventListener("input", look);
  box.hidden = false;
  look();
})();
