//! With the feature `rust-bert`: where libtorch was when the program was built goes into what is linked as its
//! run path, so that it starts without `LD_LIBRARY_PATH`. Without the feature it does nothing.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=DEP_TCH_LIBTORCH_LIB");
    // torch-sys says it on Linux and macOS only; Windows has no run path.
    if let Ok(folder) = std::env::var("DEP_TCH_LIBTORCH_LIB") {
        println!("cargo::rustc-link-arg=-Wl,-rpath,{folder}");
    }
}
