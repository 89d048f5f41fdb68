//! Squares as a PNG: one bit for a dot, eight dots for the side of a cell, four light cells around.

use crate::pdf::Squares;

/// Light cells around: a phone looks for them.
const AROUND: usize = 4;

/// The most a stored block holds.
const BLOCK: usize = 0xffff;

/// The file of a picture. A cell is as wide as a byte, so a row of dots is a byte for each cell.
pub(super) fn png(squares: &Squares) -> Vec<u8> {
    let side = squares.side + 2 * AROUND;
    let mut rows = Vec::with_capacity(side * 8 * (side + 1));
    for row in 0..side {
        let mut line = vec![0xff_u8; side + 1];
        // The first byte of a row tells that it stands as it is.
        line[0] = 0;
        for (column, byte) in line.iter_mut().skip(1).enumerate() {
            let cell = row.checked_sub(AROUND).zip(column.checked_sub(AROUND));
            let cell = cell.filter(|(row, column)| *row < squares.side && *column < squares.side);
            if cell.is_some_and(|(row, column)| squares.dark.get(row * squares.side + column) == Some(&true)) {
                *byte = 0;
            }
        }
        for _ in 0..8 {
            rows.extend_from_slice(&line);
        }
    }
    let dots = u32::try_from(side * 8).unwrap_or(u32::MAX).to_be_bytes();
    let mut head = [dots, dots].concat();
    // One bit, grey, and the only ways of packing, filtering and ordering there are.
    head.extend([1, 0, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, content) in [(b"IHDR", head), (b"IDAT", stored(&rows)), (b"IEND", Vec::new())] {
        let part = [name.as_slice(), content.as_slice()].concat();
        file.extend(u32::try_from(content.len()).unwrap_or(u32::MAX).to_be_bytes());
        file.extend_from_slice(&part);
        file.extend(crc(&part).to_be_bytes());
    }
    file
}

/// Bytes as a zlib stream that packs nothing: the archive around packs them.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let last = bytes.chunks(BLOCK).count().saturating_sub(1);
    for (nth, block) in bytes.chunks(BLOCK).enumerate() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        out.push(u8::from(nth == last));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend_from_slice(block);
    }
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in bytes {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    out.extend(((high << 16) | low).to_be_bytes());
    out
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}
