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
    let unpacked = u32::try_from(begin.len() + mebibytes * MIB).unwrap();
    archived(name, &packed, unpacked)
}

fn flushed(deflate: &mut Compress, bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(bytes.len() + MIB);
    deflate
        .compress_vec(bytes, &mut packed, FlushCompress::Sync)
        .unwrap();
    packed
}

/// The container around what is packed; nobody gets as far as its checksum.
fn archived(name: &str, packed: &[u8], unpacked: u32) -> Vec<u8> {
    let length = u32::try_from(packed.len()).unwrap();
    let mut common = Vec::new();
    for two in [20_u16, 0, 8, 0, 0] {
        common.extend(two.to_le_bytes());
    }
    for four in [0, length, unpacked] {
        common.extend(four.to_le_bytes());
    }
    let named = u16::try_from(name.len()).unwrap().to_le_bytes();
    common.extend(named);
    common.extend([0, 0]);
    let mut zip = b"PK\x03\x04".to_vec();
    zip.extend(&common);
    zip.extend(name.bytes());
    zip.extend(packed);
    let at = u32::try_from(zip.len()).unwrap();
    zip.extend(b"PK\x01\x02\x14\x00");
    zip.extend(&common);
    // No comment, one disk, no attributes, and the local header at the very beginning.
    zip.extend([0; 14]);
    zip.extend(name.bytes());
    let size = u32::try_from(zip.len()).unwrap() - at;
    zip.extend(b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00");
    zip.extend(size.to_le_bytes());
    zip.extend(at.to_le_bytes());
    zip.extend([0, 0]);
    zip
}
