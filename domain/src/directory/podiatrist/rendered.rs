use std::sync::OnceLock;

/// What programs are sent of a listing, rendered once for as long as the listing stays as it is.
#[derive(Debug, Default)]
pub struct Rendered(OnceLock<Rendering>);

/// A listing in bytes, but for the distance that each reader has to it.
#[derive(Debug)]
pub struct Rendering {
    pub before: Box<[u8]>,
    pub after: Box<[u8]>,
    /// Another for other bytes.
    pub tag: String,
}

impl Rendered {
    /// Two who come at once may both render; what the first made is kept.
    pub fn get_or_render<E>(
        &self,
        render: impl FnOnce() -> Result<Rendering, E>,
    ) -> Result<&Rendering, E> {
        if let Some(known) = self.0.get() {
            return Ok(known);
        }
        let made = render()?;
        Ok(self.0.get_or_init(|| made))
    }
}
