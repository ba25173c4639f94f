//! Writes every view, filled with its sample, into a folder: `gallery DIR`. For eyes and for
//! tools that look at pages; `/assets/` and `index.html` are written beside them.

use std::{fs, path::Path};

use footpath_templates::{assets, sample::Sampler, sample::gallery};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Some(dir) = std::env::args().nth(1) else {
        return Err("usage: gallery DIR".into());
    };
    let dir = Path::new(&dir);
    fs::create_dir_all(dir.join("assets"))?;
    for asset in assets::assets() {
        fs::write(dir.join("assets").join(asset.name), asset.bytes)?;
    }
    let mut index = String::from("<!doctype html><title>Gallery</title><ul>");
    for view in gallery(&Sampler::default())? {
        index.push_str("<li><a href=\"");
        index.push_str(&view.name);
        index.push_str("\">");
        index.push_str(&view.name);
        index.push_str("</a>");
        fs::write(dir.join(&view.name), view.text)?;
    }
    fs::write(dir.join("index.html"), index)?;
    Ok(())
}
