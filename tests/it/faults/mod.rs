//! What may go wrong on the road from an answer to a mail, and what must hold all the same.

mod canary;
mod canary_http;
mod clock;
mod disk;
mod kill;
mod smtp;
mod state;
mod workers;
