//! The program: what was typed becomes a command, what it could not do becomes a sentence and an exit code.

/// Pages are made of many short strings: the system's own allocator spends a fifth of a page on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    attestation::commands::run()
}
