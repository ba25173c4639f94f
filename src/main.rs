use std::process::ExitCode;

/// A request makes some hundred small things and drops them; this is quicker at it than the
/// system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    footpath::cli::main()
}
