//! Puts the finished letter on a clipboard and says what is known about its arrival.
