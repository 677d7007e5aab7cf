//! The command line as officers and scripts call it: the real program, in folders of its own.

#[path = "cli/bench.rs"]
mod bench;

mod cli {
    mod archive;
    mod bad_input;
    mod browser;
    mod care;
    mod colleagues;
    mod contract;
    mod doctor;
    mod harvest;
    mod intake;
    mod learning;
    mod leaving;
    mod letters;
    mod purging;
    mod sending;
    mod snippet_files;
    mod whole_way;
    mod word_schema;
}
