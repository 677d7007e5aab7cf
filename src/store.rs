//! Disks: workspaces, case folders, the journal, libraries, intake.
