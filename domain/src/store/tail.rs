/// The end of the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tail {
    pub seq: i64,
    pub mac: Vec<u8>,
}
