//! A path that was dropped on a terminal, which types it in a way of its own.

/// Returns the path that a text is, if it looks like one that was dropped or pasted: one line that begins like an absolute
/// path. Quotation marks, backslashes before spaces and `file://` are how terminals and desktops write it.
///
/// ```
/// use seriatim::text::dropped::path;
/// assert_eq!(path("'/home/ann/My request.eml' ").as_deref(), Some("/home/ann/My request.eml"));
/// assert_eq!(path("/home/ann/My\\ request.eml").as_deref(), Some("/home/ann/My request.eml"));
/// assert_eq!(path("file:///home/ann/a%20b.eml").as_deref(), Some("/home/ann/a b.eml"));
/// assert_eq!(path("C:\\Users\\ann\\a.msg").as_deref(), Some("C:\\Users\\ann\\a.msg"));
/// assert_eq!(path("Dear council,\n1. How many?"), None);
/// ```
pub fn path(text: &str) -> Option<String> {
    const LONGEST: usize = 4_096;
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST || text.contains('\n') {
        return None;
    }
    let quoted = ['\'', '"'].iter().find_map(|quote| {
        let inside = text.strip_prefix(*quote)?.strip_suffix(*quote)?;
        (!inside.contains(*quote)).then_some(inside)
    });
    let bare = quoted.unwrap_or(text);
    if let Some(url) = bare.strip_prefix("file://") {
        let path = url.strip_prefix("localhost").unwrap_or(url);
        return path.starts_with('/').then(|| percent_decoded(path));
    }
    let windows = bare.starts_with("\\\\")
        || (bare.get(1..3) == Some(":\\") && bare.starts_with(|c: char| c.is_ascii_alphabetic()));
    if windows {
        return Some(bare.to_owned());
    }
    if !(bare.starts_with('/') || bare.starts_with("~/")) {
        return None;
    }
    if quoted.is_some() {
        return Some(bare.to_owned());
    }
    let mut path = String::with_capacity(bare.len());
    let mut letters = bare.chars();
    while let Some(letter) = letters.next() {
        path.push(match letter {
            '\\' => letters.next()?,
            letter => letter,
        });
    }
    Some(path)
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = bytes
            .get(at + 1..at + 3)
            .filter(|_| *byte == b'%')
            .and_then(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
        out.push(code.unwrap_or(*byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}
