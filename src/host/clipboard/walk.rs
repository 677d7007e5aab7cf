//! Walks the planned ways until one is known to have worked.

use std::time::{Duration, Instant};

use super::carrier::Carrier;
use super::plan::Way;
use super::{Backend, ClipboardChoice, Delivery, Obstacle, Outgoing};

/// No single desktop clipboard, nor tmux, gets more than this.
const LIMIT: Duration = Duration::from_secs(1);
/// What a silent way must leave for those behind it.
const RESERVE: Duration = Duration::from_millis(300);
/// A way that may start processes is not begun with less.
const LEAST: Duration = Duration::from_millis(50);

/// What a walk found out.
#[derive(Debug, Default)]
pub(super) struct Walked {
    confirmed: Option<Backend>,
    sent: bool,
    obstacles: Vec<(Way, Obstacle)>,
}

/// Tries the ways in turn. The first that confirms ends the walk; after one that does not confirm, only those that can
/// are still tried.
pub(super) fn walk(
    ways: &[Way],
    outgoing: &Outgoing,
    carrier: &mut dyn Carrier,
    patience: Duration,
) -> Walked {
    let end = Instant::now() + patience;
    let mut walked = Walked::default();
    for (position, way) in ways.iter().enumerate() {
        let confirms = way.confirmed_by();
        if walked.sent && confirms.is_none() {
            continue;
        }
        let is_last = position + 1 == ways.len();
        let limit = limit_of(way, end.saturating_duration_since(Instant::now()), is_last);
        let taken = if limit < LEAST && *way != Way::Osc52 {
            Err(Obstacle::OutOfTime(way.name()))
        } else {
            carrier.carry(way, outgoing, limit)
        };
        match (taken, confirms) {
            (Ok(()), Some(backend)) => {
                walked.confirmed = Some(backend);
                break;
            }
            (Ok(()), None) => walked.sent = true,
            (Err(obstacle), _) => walked.obstacles.push((way.clone(), obstacle)),
        }
    }
    walked
}

fn limit_of(way: &Way, remaining: Duration, is_last: bool) -> Duration {
    match way {
        // The officer chose the command, so it may use all there is.
        Way::Command(_) => remaining,
        _ if is_last => remaining.min(LIMIT),
        _ => remaining.saturating_sub(RESERVE).min(LIMIT),
    }
}

impl Walked {
    pub(super) fn delivery(&self, choice: &ClipboardChoice) -> Delivery {
        if let Some(by) = self.confirmed {
            Delivery::Copied { by }
        } else if self.sent {
            Delivery::SentToTerminal
        } else {
            let nothing = if *choice == ClipboardChoice::File {
                Obstacle::Unwanted
            } else {
                Obstacle::NothingHere
            };
            let last = self.obstacles.last().map(|(_, obstacle)| obstacle.clone());
            Delivery::OnlyFile {
                reason: last.unwrap_or(nothing),
            }
        }
    }

    /// Obstacles worth a sentence. A Wayland compositor without data control is everyday life on GNOME and is not told
    /// after a good copy; a command of the officer's own that failed always is.
    pub(super) fn notes(&self, delivery: &Delivery) -> Vec<String> {
        let told = |(way, obstacle): &&(Way, Obstacle)| match delivery {
            Delivery::Copied { .. } => matches!(way, Way::Command(_)),
            Delivery::SentToTerminal => true,
            Delivery::OnlyFile { reason } => obstacle != reason,
        };
        self.obstacles
            .iter()
            .filter(told)
            .map(|(_, obstacle)| obstacle.to_string())
            .collect()
    }
}
