//! What the names of glyphs mean, and the encodings that name none.

/// Names whose letter is not the name itself. From Adobe's list, those of the standard encodings.
const NAMES: &str = "space   exclam ! quotedbl \" numbersign # dollar $ percent % ampersand & quotesingle ' parenleft ( \
parenright ) asterisk * plus + comma , hyphen - period . slash / zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 \
eight 8 nine 9 colon : semicolon ; less < equal = greater > question ? at @ bracketleft [ backslash \\ bracketright ] \
asciicircum ^ underscore _ grave ` braceleft { bar | braceright } asciitilde ~ exclamdown ¡ cent ¢ sterling £ currency ¤ \
yen ¥ brokenbar ¦ section § dieresis ¨ copyright © ordfeminine ª guillemotleft « logicalnot ¬ registered ® macron ¯ \
degree ° plusminus ± acute ´ mu µ paragraph ¶ periodcentered · middot · cedilla ¸ ordmasculine º guillemotright » \
onequarter ¼ onehalf ½ threequarters ¾ questiondown ¿ Agrave À Aacute Á Acircumflex Â Atilde Ã Adieresis Ä Aring Å AE Æ \
Ccedilla Ç Egrave È Eacute É Ecircumflex Ê Edieresis Ë Igrave Ì Iacute Í Icircumflex Î Idieresis Ï Eth Ð Ntilde Ñ \
Ograve Ò Oacute Ó Ocircumflex Ô Otilde Õ Odieresis Ö multiply × Oslash Ø Ugrave Ù Uacute Ú Ucircumflex Û Udieresis Ü \
Yacute Ý Thorn Þ germandbls ß agrave à aacute á acircumflex â atilde ã adieresis ä aring å ae æ ccedilla ç egrave è \
eacute é ecircumflex ê edieresis ë igrave ì iacute í icircumflex î idieresis ï eth ð ntilde ñ ograve ò oacute ó \
ocircumflex ô otilde õ odieresis ö divide ÷ oslash ø ugrave ù uacute ú ucircumflex û udieresis ü yacute ý thorn þ \
ydieresis ÿ Ydieresis Ÿ OE Œ oe œ Scaron Š scaron š Zcaron Ž zcaron ž Lslash Ł lslash ł dotlessi ı florin ƒ \
circumflex ˆ tilde ˜ caron ˇ breve ˘ dotaccent ˙ ring ˚ ogonek ˛ hungarumlaut ˝ endash – emdash — quoteleft ‘ \
quoteright ’ quotesinglbase ‚ quotedblleft “ quotedblright ” quotedblbase „ dagger † daggerdbl ‡ bullet • ellipsis … \
perthousand ‰ guilsinglleft ‹ guilsinglright › fraction ⁄ Euro € trademark ™ minus − fi fi fl fl ff ff ffi ffi ffl ffl \
nbspace   softhyphen - sfthyphen - nonbreakingspace   Wcircumflex Ŵ wcircumflex ŵ Ycircumflex Ŷ ycircumflex ŷ \
checkbox ☐ checkboxchecked ☒ arrowright → arrowleft ← approxequal ≈ notequal ≠ lessequal ≤ greaterequal ≥ H18533 ■ \
a73 ■ a71 ● a20 ✔";

/// The upper half of the encoding of the old Macintosh.
const MAC: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»… ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

/// The upper half of Adobe's standard encoding, with a dot where nothing is.
const STANDARD: &str = ".¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ.–†‡·.¶•‚„”»…‰.¿.`´ˆ˜¯˘˙¨.˚¸.˝˛ˇ—................Æ.ª....ŁØŒº.....æ...ı..łøœß....";

/// Returns what a glyph of this name means; none if its name tells nothing.
pub(super) fn meaning(name: &str) -> Option<String> {
    // "a.sc" is a small capital; "f_i" are two letters in one glyph.
    let base = name.split('.').next().filter(|base| !base.is_empty())?;
    if base.contains('_') {
        return base.split('_').map(meaning).collect();
    }
    let mut letters = base.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && letter.is_alphabetic()
    {
        return Some(letter.to_string());
    }
    let hexadecimal = base
        .strip_prefix("uni")
        .filter(|digits| digits.len() >= 4)
        .map(|digits| crate::text::slice::before(digits, 4))
        .or_else(|| {
            base.strip_prefix('u')
                .filter(|digits| (4..=6).contains(&digits.len()))
        });
    if let Some(code) = hexadecimal.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
        return char::from_u32(code).map(String::from);
    }
    let mut rest = NAMES;
    while let Some((own, after)) = rest.split_once(' ') {
        // The space stands for itself, between two spaces.
        let (means, next) = match after.strip_prefix("  ") {
            Some(next) => (" ", next),
            None => after.split_once(' ').unwrap_or((after, "")),
        };
        if own == base {
            return Some(means.to_owned());
        }
        rest = next;
    }
    None
}

/// Returns what a byte means in a named encoding.
pub(super) fn of_encoding(encoding: &str, byte: u8) -> Option<char> {
    let upper = |table: &str, first: u8| {
        let at = usize::from(byte.checked_sub(first)?);
        table.chars().nth(at).filter(|letter| *letter != '.')
    };
    match encoding {
        "MacRomanEncoding" if byte >= 0x80 => upper(MAC, 0x80),
        "StandardEncoding" if byte >= 0xa0 => upper(STANDARD, 0xa0),
        "StandardEncoding" if byte >= 0x80 => None,
        "StandardEncoding" if byte == b'\'' => Some('’'),
        "StandardEncoding" if byte == b'`' => Some('‘'),
        "SymbolEncoding" if byte == 0xb7 || byte == 0xa7 => Some('•'),
        _ if byte < b' ' => None,
        _ => Some(crate::text::decode::windows_1252(byte)).filter(|letter| !letter.is_control()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_glyphs_are_understood() {
        let means = |name: &str| meaning(name).unwrap_or_default();
        assert_eq!(means("space"), " ");
        assert_eq!(means("A"), "A");
        assert_eq!(means("eacute"), "é");
        assert_eq!(means("f_f_i"), "ffi");
        assert_eq!(means("fi"), "fi");
        assert_eq!(means("uni20AC"), "€");
        assert_eq!(means("comma"), ",");
        assert_eq!(means("a20"), "✔");
        assert_eq!(meaning("g123"), None);
        assert_eq!(of_encoding("MacRomanEncoding", 0x8e), Some('é'));
        assert_eq!(of_encoding("StandardEncoding", 0xa3), Some('£'));
        assert_eq!(of_encoding("WinAnsiEncoding", 0x93), Some('“'));
        assert_eq!(of_encoding("StandardEncoding", 0xfb), Some('ß'));
    }
}
