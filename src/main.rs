//! The `seriatim` command.

fn main() -> std::process::ExitCode {
    seriatim::cli::main()
}
