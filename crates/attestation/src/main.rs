//! The program: what was typed becomes a command, what it could not do becomes a sentence and an exit code.

fn main() -> std::process::ExitCode {
    attestation::commands::run()
}
