//! Keeps the linker's relocations, by which the build tells the parts of the app from each other.
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-link-arg=--emit-relocs");
}
