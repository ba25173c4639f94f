//! Mail: composed and stored in the transaction of its cause, sent by a job.

/// Takes mail to where it goes.
#[derive(Clone)]
pub struct Mailer {}
