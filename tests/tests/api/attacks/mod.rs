//! The classes of attack that were real advisories of help desks, each as one test of its name (`cargo test -p e2e --test api --
//! attacks`).

mod codes;
mod files;
mod people;
mod searching;
mod sessions;
mod texts;
mod transport;
