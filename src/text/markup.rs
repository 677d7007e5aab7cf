//! Markdown into the plain text and the HTML that leave.
