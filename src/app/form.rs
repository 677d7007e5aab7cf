//! What forms have in common: parts that are asked for one after the other, and what writes and chooses in them.

use std::sync::LazyLock;

use super::composer::Field;
use crate::text::edit::EditAction;

/// A form: the reasons for a provision, a snippet that is written.
pub trait Form {
    /// Returns the parts, and the place of the one that is asked for.
    fn parts(&self) -> (&[Field], usize);

    /// Returns the part that is asked for, to be changed.
    fn here(&mut self) -> Option<&mut Field>;

    /// Something was changed.
    fn changed(&mut self);

    /// Chooses an option of the part that is asked for. Returns whether there is one.
    fn choose(&mut self, option: usize) -> bool;

    /// Goes on or back among the parts. Returns whether there was one.
    fn step(&mut self, by: isize) -> bool;

    /// Returns the part that is asked for.
    fn field(&self) -> &Field {
        static NONE: LazyLock<Field> = LazyLock::new(Field::default);
        let (fields, at) = self.parts();
        fields.get(at).unwrap_or(&NONE)
    }

    /// Returns what was given for a part; nothing if there is none of this name.
    fn value(&self, name: &str) -> &str {
        let field = self.parts().0.iter().find(|field| field.part.name == name);
        field.map_or("", |field| &field.text)
    }

    /// Something is typed into the part that is asked for.
    fn perform(&mut self, action: EditAction) {
        let writes = |field: &mut Field| !field.part.asked.is_chosen() && field.perform(action);
        if self.here().is_some_and(writes) {
            self.changed();
        }
    }

    /// Takes back what was typed last in this part. Returns whether there was anything.
    fn undo(&mut self) -> bool {
        let made = self.here().is_some_and(Field::undo);
        if made {
            self.changed();
        }
        made
    }

    /// Types again what was taken back. Returns whether there was anything.
    fn redo(&mut self) -> bool {
        let made = self.here().is_some_and(Field::redo);
        if made {
            self.changed();
        }
        made
    }
}
