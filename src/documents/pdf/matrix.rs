//! How a page is moved, turned and scaled, with the letters of the PDF manual.

use super::object::Object;

/// a, b, c, d, e and f of the manual.
pub(super) type Matrix = [f64; 6];

/// Leaves everything where it is.
pub(super) const UNMOVED: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

pub(super) fn moved_by(x: f64, y: f64) -> Matrix {
    [1.0, 0.0, 0.0, 1.0, x, y]
}

pub(super) fn matrix(operands: &[Object]) -> Matrix {
    let number = |at: usize| operands.get(at).and_then(Object::number).unwrap_or(0.0);
    [
        number(0),
        number(1),
        number(2),
        number(3),
        number(4),
        number(5),
    ]
}

/// First `one`, then `other`.
#[expect(clippy::many_single_char_names, reason = "the letters of the manual")]
pub(super) fn product(one: &Matrix, other: &Matrix) -> Matrix {
    let [a, b, c, d, e, f] = *one;
    let [g, h, i, j, k, l] = *other;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}

#[expect(clippy::many_single_char_names, reason = "the letters of the manual")]
pub(super) fn apply(moved: &Matrix, x: f64, y: f64) -> (f64, f64) {
    let [a, b, c, d, e, f] = *moved;
    (a * x + c * y + e, b * x + d * y + f)
}

/// How tall a length of one upwards becomes.
pub(super) fn size_of(moved: &Matrix) -> f64 {
    let [_, _, c, d, ..] = *moved;
    c.hypot(d)
}

/// The area between two corners: left, bottom, right, top.
pub(super) fn between(one: (f64, f64), other: (f64, f64)) -> [f64; 4] {
    [
        one.0.min(other.0),
        one.1.min(other.1),
        one.0.max(other.0),
        one.1.max(other.1),
    ]
}
