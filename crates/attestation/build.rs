//! Says plainly what is missing when the style sheet has not been compiled yet.

fn main() {
    println!("cargo:rerun-if-changed=assets/dist/manifest.json");
    println!("cargo:rerun-if-changed=migrations");
    assert!(
        std::path::Path::new("assets/dist/manifest.json").exists(),
        "assets are not compiled yet: run bin/setup once, it makes crates/attestation/assets/dist"
    );
}
