//! Archives that are small and unpack to very much, made without ever holding it.

use flate2::{Compress, Compression, FlushCompress};

const MIB: usize = 1 << 20;

/// An archive of one file: a beginning, then so many MiB of one byte.
pub fn bomb(name: &str, begin: &[u8], filler: u8, mebibytes: usize) -> Vec<u8> {
    let mut deflate = Compress::new(Compression::fast(), false);
    let mut packed = flushed(&mut deflate, begin);
    let some = vec![filler; MIB];
    packed.extend(flushed(&mut deflate, &some));
    // Each ends at a whole byte and looks back no further than the one before.
    let one_more = flushed(&mut deflate, &some);
    for _ in 1..mebibytes {
        packed.extend(&one_more);
    }
    // The last block: an empty one.
    packed.extend([0x01, 0x00, 0x00, 0xff, 0xff]);
    archived(name, &packed, (begin.len() + mebibytes * MIB) as u64)
}

/// An archive of one file that says it holds so many bytes.
pub fn claiming(name: &str, bytes: &[u8], size: u64) -> Vec<u8> {
    let mut deflate = Compress::new(Compression::fast(), false);
    archived(name, &flushed(&mut deflate, bytes), size)
}

fn flushed(deflate: &mut Compress, bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(bytes.len() + MIB);
    deflate
        .compress_vec(bytes, &mut packed, FlushCompress::Sync)
        .unwrap();
    packed
}

/// The container around what is packed; nobody gets as far as its checksum.
fn archived(name: &str, packed: &[u8], unpacked: u64) -> Vec<u8> {
    let small = u32::try_from(unpacked);
    // What 32 bits do not hold stands in a field of its own.
    let extra = match small {
        Ok(_) => Vec::new(),
        Err(_) => [&[1, 0, 8, 0][..], &unpacked.to_le_bytes()].concat(),
    };
    let head = |extra: &[u8]| {
        let mut head = Vec::new();
        for two in [45_u16, 0, 8, 0, 0] {
            head.extend(two.to_le_bytes());
        }
        let length = u32::try_from(packed.len()).unwrap();
        for four in [0, length, small.unwrap_or(u32::MAX)] {
            head.extend(four.to_le_bytes());
        }
        for length in [name.len(), extra.len()] {
            head.extend(u16::try_from(length).unwrap().to_le_bytes());
        }
        head
    };
    let mut zip = b"PK\x03\x04".to_vec();
    zip.extend(head(&[]));
    zip.extend(name.bytes());
    zip.extend(packed);
    let at = u32::try_from(zip.len()).unwrap();
    zip.extend(b"PK\x01\x02\x2d\x00");
    zip.extend(head(&extra));
    // No comment, one disk, no attributes, and the local header at the very beginning.
    zip.extend([0; 14]);
    zip.extend(name.bytes());
    zip.extend(extra);
    let size = u32::try_from(zip.len()).unwrap() - at;
    zip.extend(b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00");
    zip.extend(size.to_le_bytes());
    zip.extend(at.to_le_bytes());
    zip.extend([0, 0]);
    zip
}
