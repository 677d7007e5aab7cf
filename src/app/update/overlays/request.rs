//! The request as it came: who sent it, what came with it, and the words round its questions.

use super::Model;
use super::clock::wrapped;
use crate::app::effect::Effect;
use crate::app::overlay::Overlay;
use crate::app::scroll::Scroll;
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
    lines.extend(wrapped(model, &from));
    if let Some(received) = facts.received {
        lines.push(format!("Received: {}", long_date(received)));
    }
    let folder = format!("cases/{}", desk.case.reference);
    if !arrival.attachments.is_empty() {
        lines.push(String::new());
        lines.extend(wrapped(
            model,
            &format!("Attachments, in {folder}/attachments:"),
        ));
        for name in &arrival.attachments {
            lines.extend(wrapped(model, &format!("  {name}")));
        }
    }
    if !arrival.findings.is_empty() {
        lines.push(String::new());
        lines.push("What else was found in it:".to_owned());
        for finding in &arrival.findings {
            lines.extend(wrapped(model, &format!("- {finding}")));
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
        for line in text.lines() {
            lines.extend(wrapped(model, line));
        }
    }
    lines.push(String::new());
    lines.extend(wrapped(
        model,
        &format!("The request as it was received is kept in {folder}."),
    ));
    model.overlay = Some(Overlay::Reading {
        title: "The request".into(),
        lines,
        scroll: Scroll::default(),
    });
    Vec::new()
}
