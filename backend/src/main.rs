//! The command line of `ventanilla`.

fn main() {}
