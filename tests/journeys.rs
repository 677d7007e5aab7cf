//! What an officer does at the desk, key by key, in the process: no terminal, no disk, no clipboard.

mod desk;

mod journeys {
    mod answering;
    mod checking;
    mod clock;
    mod commands;
    mod composing;
    mod contribution;
    mod elsewhere;
    mod figures;
    mod finishing;
    mod harvesting;
    mod intake;
    mod library;
    mod mending;
    mod mouse;
    mod properties;
    mod recovering;
    mod reviewing;
    mod round_robin;
    mod screens;
    mod sending;
    mod sharing;
    mod signing_off;
    mod sizes;
    mod snippets;
    mod suggesting;
    mod tables;
    mod underneath;
    mod writing;
}
