use std::process::ExitCode;

fn main() -> ExitCode {
    footpath::cli::main()
}
