//! The operations of a save, one by one, so that a test can let any of them fail.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// The operations of a save, so that a test can let any one of them fail.
pub trait Disk: std::fmt::Debug + Send + Sync {
    /// Is called before each operation. An error is what the operation reports, and then it is not done.
    ///
    /// # Errors
    /// None on a real disk.
    fn before(&self) -> io::Result<()> {
        Ok(())
    }

    /// Makes a new file; an existing one or a link is refused.
    ///
    /// # Errors
    /// Whatever the disk reports.
    fn create_new(&self, path: &Path, mode: u32) -> io::Result<File> {
        self.before()?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
        let file = options.open(path)?;
        #[cfg(unix)]
        {
            // The mask of the process may have taken bits away that a shared file needs.
            use std::os::unix::fs::PermissionsExt;
            if file.metadata()?.permissions().mode() & 0o777 != mode {
                file.set_permissions(fs::Permissions::from_mode(mode))?;
            }
        }
        Ok(file)
    }

    /// Opens a file to write at its end; makes it if it is not there.
    ///
    /// # Errors
    /// Whatever the disk reports.
    fn open_append(&self, path: &Path) -> io::Result<File> {
        self.before()?;
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600).custom_flags(no_follow());
        }
        options.open(path)
    }

    /// Opens a file that is there to read it and to write over its bytes; a link is refused.
    ///
    /// # Errors
    /// Whatever the disk reports.
    fn open_there(&self, path: &Path) -> io::Result<File> {
        self.before()?;
        let mut options = OpenOptions::new();
        options.read(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, no_follow());
        options.open(path)
    }

    /// Writes all bytes.
    ///
    /// # Errors
    /// Whatever the disk reports; some of the bytes may have been written.
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        self.before()?;
        file.write_all(bytes)
    }

    /// Returns when the file's text is on the disk.
    ///
    /// # Errors
    /// Whatever the disk reports.
    fn sync(&self, file: &File) -> io::Result<()> {
        self.before()?;
        file.sync_all()
    }

    /// As [`Self::sync`], without the times of the file: cheaper for a journal.
    ///
    /// # Errors
    /// Whatever the disk reports.
    fn sync_data(&self, file: &File) -> io::Result<()> {
        self.before()?;
        file.sync_data()
    }

    /// Gives a file the name of another, which it replaces.
    ///
    /// # Errors
    /// Whatever the disk reports.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.before()?;
        fs::rename(from, to)
    }

    /// Gives a file another name unless that name is taken.
    ///
    /// # Errors
    /// Whatever the disk reports.
    fn link_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.before()?;
        fs::hard_link(from, to)
    }

    /// Returns when the names in a folder are on the disk.
    ///
    /// # Errors
    /// Whatever the disk reports.
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.before()?;
        #[cfg(unix)]
        File::open(folder)?.sync_all()?;
        #[cfg(not(unix))]
        let _ = folder;
        Ok(())
    }

    /// Removes a file.
    ///
    /// # Errors
    /// Whatever the disk reports.
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.before()?;
        fs::remove_file(path)
    }

    /// Removes an empty folder.
    ///
    /// # Errors
    /// Whatever the disk reports.
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.before()?;
        fs::remove_dir(path)
    }

    /// Makes one folder that only its owner can enter.
    ///
    /// # Errors
    /// Whatever the disk reports.
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.before()?;
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)
    }
}

/// The disk itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Disk for RealDisk {}

#[cfg(unix)]
pub(super) fn no_follow() -> i32 {
    use rustix::fs::OFlags;
    // A pipe in the place of a file would otherwise keep the program waiting for ever.
    (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed()
}
