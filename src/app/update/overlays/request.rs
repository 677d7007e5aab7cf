//! The request as it came: who sent it, what came with it, and the words round its questions.

use super::Model;
use super::reading::show_to_read;
use crate::app::effect::Effect;
use crate::domain::fields::long_date;

/// Shows what came with the request and is not among its questions.
pub(in crate::app::update) fn show_request(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let facts = &desk.case.facts;
    let arrival = &facts.arrival;
    let mut lines = Vec::new();
    let from = match (facts.requester.as_str(), arrival.address.as_str()) {
        ("", "") => "From: not known".to_owned(),
        (name, "") => format!("From: {name}"),
        ("", address) => format!("From: {address}"),
        (name, address) => format!("From: {name} <{address}>"),
    };
    lines.push(from);
    if let Some(received) = facts.received {
        lines.push(format!("Received: {}", long_date(received)));
    }
    let folder = format!("cases/{}", desk.case.reference);
    if !arrival.attachments.is_empty() {
        lines.push(String::new());
        lines.push(format!("Attachments, in {folder}/attachments:"));
        for name in &arrival.attachments {
            lines.push(format!("  {name}"));
        }
    }
    if !arrival.findings.is_empty() {
        lines.push(String::new());
        lines.push("What else was found in it:".to_owned());
        for finding in &arrival.findings {
            lines.push(format!("- {finding}"));
        }
    }
    let parts = [
        ("Before the questions", &facts.preamble),
        ("After the questions", &facts.postscript),
        (
            "Beside the request: quoted and covering mails",
            &arrival.beside,
        ),
    ];
    for (heading, text) in parts {
        if text.trim().is_empty() {
            continue;
        }
        lines.push(String::new());
        lines.push(format!("── {heading}"));
        lines.push(text.clone());
    }
    lines.push(String::new());
    lines.push(format!(
        "The request as it was received is kept in {folder}."
    ));
    show_to_read(model, "The request".into(), &lines);
    Vec::new()
}
