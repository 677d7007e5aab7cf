//! How long the longest requests take: an ordinary one of a megabyte, and three made to hurt.

use std::fmt::Write as _;

use divan::Bencher;
use seriatim::text::split::split;

fn main() {
    divan::main();
}

const MEGABYTE: usize = 1_000_000;

fn ordinary() -> String {
    let mut request = String::from("Dear Council,\n\nPlease provide:\n\n");
    let mut number = 1;
    while request.len() < MEGABYTE {
        let _ = write!(
            request,
            "{number}. How many call-outs were there in 2024/25, and how many of them were\nanswered within five days? Please give:\na) the number\nb) the cost of each, as recorded by the council's contractor in that year.\n\n"
        );
        number = number % 900 + 1;
    }
    request.push_str("Yours faithfully,\nA. Requester\n");
    request
}

#[divan::bench]
fn a_megabyte_of_questions(bencher: Bencher) {
    let request = ordinary();
    bencher.bench(|| split(divan::black_box(&request)));
}

#[divan::bench]
fn a_megabyte_of_ones_on_one_line(bencher: Bencher) {
    let request = "1. ".repeat(MEGABYTE / 3);
    bencher.bench(|| split(divan::black_box(&request)));
}

#[divan::bench]
fn a_megabyte_of_ones_on_lines(bencher: Bencher) {
    let request = "1.\n".repeat(MEGABYTE / 3);
    bencher.bench(|| split(divan::black_box(&request)));
}

#[divan::bench]
fn a_megabyte_without_a_break(bencher: Bencher) {
    let request = "please provide the number of words ".repeat(MEGABYTE / 35);
    bencher.bench(|| split(divan::black_box(&request)));
}
