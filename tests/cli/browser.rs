//! The public page of the disclosure log in a real browser, where one is installed: Chromium, driven over `WebDriver`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use super::leaving::sent;
use crate::bench::Bench;

/// The key under which `WebDriver` names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One window of a browser, closed with its driver.
struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// Opens a window, or returns `None` where no browser is installed.
    fn open(profile: &str) -> Option<Self> {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let lines = BufReader::new(driver.stdout.take().expect("its output is piped")).lines();
        let port = lines
            .map_while(Result::ok)
            .find_map(|line| {
                line.split_once("successfully on port ")?
                    .1
                    .trim_end_matches('.')
                    .parse()
                    .ok()
            })
            .expect("the driver tells its port");
        let mut browser = Self {
            driver,
            port,
            session: String::new(),
        };
        let profile = format!("--user-data-dir={profile}");
        let flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            profile.as_str(),
        ];
        let wanted =
            json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": flags}}}});
        let opened = browser.exchange("POST", "", &wanted);
        let Some(session) = opened["sessionId"].as_str() else {
            // The driver is here and its browser is not.
            assert_eq!(opened["error"], "session not created", "{opened}");
            return None;
        };
        session.clone_into(&mut browser.session);
        Some(browser)
    }

    /// Sends one command of the protocol, which must succeed, and returns its value.
    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = self.exchange(method, path, body);
        assert!(answer["error"].is_null(), "{path}: {answer}");
        answer
    }

    /// Sends one command and returns what came back: a value, or an object with `error`.
    fn exchange(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = body.to_string();
        let session = if self.session.is_empty() {
            String::new()
        } else {
            format!("/{}", self.session)
        };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the driver listens");
        write!(
            stream,
            "{method} /session{session}{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .expect("the driver takes a command");
        // The driver keeps the connection open, so that the length of its answer says where it ends.
        let mut answer = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            answer.read_line(&mut line).expect("the driver answers");
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().expect("a number of bytes");
            }
        }
        let mut body = vec![0; length];
        answer.read_exact(&mut body).expect("the whole answer");
        let answer: Value = serde_json::from_slice(&body).expect("an answer in JSON");
        answer["value"].clone()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.send("POST", path, body)
    }

    /// Runs a line of script, as a person would look at the page with the developer's tools.
    fn ask(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// Types into the field that `css` finds, key by key.
    fn type_into(&self, css: &str, text: &str) {
        let found = self.post("/element", &json!({"using": "css selector", "value": css}));
        let element = found[ELEMENT].as_str().expect("the field is there");
        self.post(&format!("/element/{element}/clear"), &json!({}));
        self.post(&format!("/element/{element}/value"), &json!({"text": text}));
    }

    /// What is seen of the log: the headings of the entries that are shown.
    fn shown(&self) -> Vec<String> {
        let script = "return Array.from(document.querySelectorAll('article')).filter(a => a.offsetParent !== null)\
                      .map(a => a.querySelector('h2').innerText)";
        let headings = self.ask(script);
        let headings = headings.as_array().expect("a list");
        headings
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !std::thread::panicking() {
            self.send("DELETE", "", &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

#[test]
fn the_page_of_the_log_is_searched_in_a_browser_and_runs_nothing_of_a_requester_s() {
    let bench = Bench::with_workspace();
    let hostile = "Nine. <script>document.title='run'</script><img src=x onerror=\"document.title='run'\"> [more](javascript:document.title='run')";
    let first = sent(&bench, &[hostile, "Nobody."], "2026-11-20");
    let second = sent(
        &bench,
        &["Café Zoë, 14 benches.", "Bins Ltd."],
        "2026-11-20",
    );
    let page = bench.path("log.html");
    let page = page.to_str().expect("a plain path");
    bench
        .run(&[
            "disclosure-log",
            &first,
            &second,
            "--format",
            "html",
            "-o",
            page,
        ])
        .succeeds();
    let profile = bench.path("browser");
    let Some(browser) = Browser::open(profile.to_str().expect("a plain path")) else {
        println!("skipped: Chromium and chromedriver are not installed here");
        return;
    };
    browser.post("/url", &json!({"url": format!("file://{page}")}));
    assert_eq!(browser.shown().len(), 2);
    assert_eq!(
        browser.ask("return document.getElementById('count').innerText"),
        "2 requests"
    );
    // As a reader types it: no accents, any case, words in any order.
    browser.type_into("#words", "14 CAFE");
    assert_eq!(browser.shown().len(), 1, "{:?}", browser.shown());
    assert!(
        browser
            .ask("return document.body.innerText")
            .as_str()
            .is_some_and(|text| text.contains("Café Zoë"))
    );
    assert_eq!(
        browser.ask("return document.getElementById('count').innerText"),
        "1 of 2"
    );
    browser.type_into("#words", "lampposts");
    assert_eq!(browser.shown(), Vec::<String>::new());
    browser.type_into("#words", "benches");
    assert_eq!(browser.shown().len(), 2);
    let title = browser.ask("return document.title");
    assert!(
        title
            .as_str()
            .is_some_and(|title| title.contains("Disclosure log")),
        "{title}"
    );
    let fetched = browser.ask("return performance.getEntriesByType('resource').length + document.querySelectorAll('img, a[href^=javascript]').length");
    assert_eq!(
        fetched, 0,
        "nothing is fetched and nothing can be clicked to run"
    );
    // On a telephone nothing is cut off at the side.
    browser.post("/window/rect", &json!({"width": 500, "height": 800}));
    let over = browser
        .ask("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assert_eq!(over, 0);
}
