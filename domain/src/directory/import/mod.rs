//! The national registry (NPPES) read into the directory: bulk and weekly files, secondary
//! locations, lists of deactivations. A file is read to its end before anything is written.

mod change;
mod clinics;
mod credential;
mod deactivations;
mod decide;
mod dry;
mod fields;
mod find;
mod gather;
mod header;
mod lease;
mod lines;
mod locations;
mod passed;
mod places;
mod progress;
mod record;
mod refused;
mod rejected;
mod report;
mod run;
mod source;
mod store;
mod tidy;
mod upload;
mod work;
mod write;

pub use find::{Run, Sheet, run, runs, sheet};
pub use footpath_entity::directory::import_run::{Kind, Phase, Status};
pub use lease::Turn;
pub use progress::Progress;
pub use refused::Refused;
pub use report::Report;
pub use run::{Import, Watch, file_name, import};
pub use upload::{TakenUp, Upload, discard, folder, receive, take_up};
