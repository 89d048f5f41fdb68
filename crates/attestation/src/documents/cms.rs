//! Whether a file may be a detached electronic signature: the head of its CMS signed data is read (RFC 5652), so that a
//! text, a document or a certificate is told apart. Nothing is verified by it.

use data_encoding::BASE64;

/// What came instead of a detached signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotSignature {
    #[error(
        "Это документ PDF, а не подпись к нему. Нужен файл, который создала программа подписания: .sig, .p7s или .sgn."
    )]
    Pdf,
    #[error(
        "Это документ или архив, а не подпись к нему. Нужен файл, который создала программа подписания: .sig, .p7s или .sgn."
    )]
    Archive,
    #[error(
        "В файле обычный текст, а не подпись. Нужен файл, который создала программа подписания: .sig, .p7s или .sgn."
    )]
    Text,
    #[error("В файле сертификат, а не подпись документа. Нужен файл, который создала программа подписания документа.")]
    Certificate,
    #[error("Файл подписи неполный: его конец потерян. Получите файл ещё раз.")]
    Cut,
    #[error(
        "В файле подпись вместе с самим документом. Нужна отсоединённая подпись: попросите подписать с отдельным файлом подписи."
    )]
    WithDocument,
    #[error(
        "Это не похоже на электронную подпись. Нужен файл, который создала программа подписания: .sig, .p7s или .sgn."
    )]
    Unknown,
}

/// The identifier of signed data, 1.2.840.113549.1.7.2, as it stands in a file.
const SIGNED_DATA: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const INTEGER: u8 = 0x02;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const IDENTIFIER: u8 = 0x06;
/// The part an element keeps its content under.
const EXPLICIT: u8 = 0xa0;
/// How an element of unknown length ends.
const END: &[u8] = &[0, 0];
/// Elements of unknown length within one another at most.
const DEEPEST: usize = 16;

/// Tells a detached signature, in DER, BER, PEM or Base64, from what it is not.
pub(super) fn looked_at(bytes: &[u8]) -> Result<(), NotSignature> {
    if bytes.starts_with(b"%PDF") {
        return Err(NotSignature::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(NotSignature::Archive);
    }
    match std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
        Ok(text) if bytes.first() != Some(&SEQUENCE) || !text.contains('\0') => of_text(text),
        _ => of_bytes(bytes),
    }
}

/// PEM is Base64 between two lines; some programs leave the lines out.
fn of_text(text: &str) -> Result<(), NotSignature> {
    if text.contains("-----BEGIN CERTIFICATE") {
        return Err(NotSignature::Certificate);
    }
    let lines = text.lines().filter(|line| !line.starts_with("-----"));
    let whole: String = lines.flat_map(str::chars).filter(|sign| !sign.is_whitespace()).collect();
    match BASE64.decode(whole.as_bytes()) {
        Ok(bytes) if bytes.first() == Some(&SEQUENCE) => of_bytes(&bytes),
        _ => Err(NotSignature::Text),
    }
}

fn of_bytes(bytes: &[u8]) -> Result<(), NotSignature> {
    let outer = within(bytes, SEQUENCE)?;
    if outer.first() == Some(&SEQUENCE) {
        return Err(NotSignature::Certificate);
    }
    let rest = outer.strip_prefix(SIGNED_DATA).ok_or(NotSignature::Unknown)?;
    after(bytes, SEQUENCE, DEEPEST)?;
    let signed = within(within(rest, EXPLICIT)?, SEQUENCE)?;
    let rest = after(after(signed, INTEGER, 0)?, SET, DEEPEST)?;
    let rest = after(within(rest, SEQUENCE)?, IDENTIFIER, 0)?;
    if rest.first() == Some(&EXPLICIT) { Err(NotSignature::WithDocument) } else { Ok(()) }
}

/// The tag of an element, its length where it is said, and what follows its head.
fn head(bytes: &[u8]) -> Result<(u8, Option<usize>, &[u8]), NotSignature> {
    let [tag, first, rest @ ..] = bytes else { return Err(NotSignature::Cut) };
    match first {
        0x80 => Ok((*tag, None, rest)),
        0..0x80 => Ok((*tag, Some(usize::from(*first)), rest)),
        _ => {
            let many = usize::from(first & 0x7f);
            if many > size_of::<u32>() {
                return Err(NotSignature::Unknown);
            }
            let (length, rest) = rest.split_at_checked(many).ok_or(NotSignature::Cut)?;
            Ok((*tag, Some(length.iter().fold(0, |sum, byte| (sum << 8) | usize::from(*byte))), rest))
        }
    }
}

/// What stands within the first element, which has this tag.
fn within(bytes: &[u8], tag: u8) -> Result<&[u8], NotSignature> {
    match head(bytes)? {
        (is, Some(length), rest) if is == tag => Ok(rest.get(..length).unwrap_or(rest)),
        (is, None, rest) if is == tag => Ok(rest),
        _ => Err(NotSignature::Unknown),
    }
}

/// What follows the first element, which has this tag and is whole.
fn after(bytes: &[u8], tag: u8, deep: usize) -> Result<&[u8], NotSignature> {
    if bytes.first() == Some(&tag) { past(bytes, deep) } else { Err(NotSignature::Unknown) }
}

fn past(bytes: &[u8], deep: usize) -> Result<&[u8], NotSignature> {
    let (_, length, mut rest) = head(bytes)?;
    let Some(length) = length else {
        let deep = deep.checked_sub(1).ok_or(NotSignature::Unknown)?;
        while !rest.starts_with(END) {
            rest = past(rest, deep)?;
        }
        return Ok(&rest[END.len()..]);
    };
    rest.get(length..).ok_or(NotSignature::Cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A head of signed data without a document: what a signing program writes, without its certificates.
    const DETACHED: &[u8] = &[
        0x30, 0x23, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02, 0xa0, 0x16, 0x30, 0x14, 0x02,
        0x01, 0x01, 0x31, 0x00, 0x30, 0x0b, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01, 0x31,
        0x00,
    ];

    /// The same with lengths left to be found, as some programs write them.
    fn streamed(content: &[u8]) -> Vec<u8> {
        let parts: [&[u8]; 7] = [
            &[0x30, 0x80],
            SIGNED_DATA,
            &[0xa0, 0x80, 0x30, 0x80, 0x02, 0x01, 0x01, 0x31, 0x80, 0x00, 0x00, 0x30, 0x80],
            &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01],
            content,
            &[0x00, 0x00, 0x31, 0x00],
            &[0x00; 6],
        ];
        parts.concat()
    }

    #[test]
    fn a_detached_signature_is_one_however_it_is_written() {
        assert_eq!(looked_at(DETACHED), Ok(()));
        assert_eq!(looked_at(&streamed(&[])), Ok(()));
        let text = BASE64.encode(DETACHED);
        assert_eq!(looked_at(text.as_bytes()), Ok(()));
        let lines = format!("-----BEGIN CMS-----\r\n{}\r\n{}\r\n-----END CMS-----\r\n", &text[..20], &text[20..]);
        assert_eq!(looked_at(lines.as_bytes()), Ok(()));
    }

    #[test]
    fn what_came_instead_is_named() {
        assert_eq!(looked_at(b"hello"), Err(NotSignature::Text));
        assert_eq!(looked_at("0, 1".as_bytes()), Err(NotSignature::Text));
        assert_eq!(looked_at(b"%PDF-1.7 \xff"), Err(NotSignature::Pdf));
        assert_eq!(looked_at(b"PK\x03\x04\xff"), Err(NotSignature::Archive));
        assert_eq!(looked_at(b"-----BEGIN CERTIFICATE-----\nMIIB\n"), Err(NotSignature::Certificate));
        assert_eq!(looked_at(&[0x30, 0x04, 0x30, 0x82, 0xff, 0xff]), Err(NotSignature::Certificate));
        assert_eq!(looked_at(&[0x8b, 0x1f, 0xfe, 0x00]), Err(NotSignature::Unknown));
        assert_eq!(looked_at(&DETACHED[..20]), Err(NotSignature::Cut));
        let whole = streamed(&[0xa0, 0x80, 0x24, 0x80, 0x04, 0x01, 0x41, 0x00, 0x00, 0x00, 0x00]);
        assert_eq!(looked_at(&whole), Err(NotSignature::WithDocument));
        assert_eq!(looked_at(&whole[..whole.len() - 4]), Err(NotSignature::Cut));
        let deep = [&[0x30, 0x80], SIGNED_DATA, &[0xa0, 0x80].repeat(40)].concat();
        assert_eq!(looked_at(&deep), Err(NotSignature::Unknown));
    }
}
