#ifndef CCURSES_H
#define CCURSES_H

#include <stdint.h>

// The parts of ncurses, terminal modes and signals that Swift needs. curses.h itself can't be imported: most of it is
// macros, the functions for wide characters hide behind defines, and it has names like `refresh`. One thread calls all
// of this.

enum {
    CCURSES_OK = 0,
    CCURSES_UNKNOWN_TERMINAL = 1,
    CCURSES_NO_DATABASE = 2,
    CCURSES_NO_CURSOR_MOVES = 3,
    CCURSES_FAILED = 4,
};

enum {
    CCURSES_BOLD = 1,
    CCURSES_DIM = 2,
    CCURSES_UNDERLINE = 4,
    CCURSES_REVERSE = 8,
};

/// The largest number of scalars in one piece of `ccurses_put`: the first takes space, the others are marks on it.
enum { CCURSES_PIECE_LIMIT = 5 };

// Screen (Curses.c)

/// Takes the character encoding from the environment. Other categories stay, so numbers keep their points. Returns 1 if
/// the encoding is UTF-8.
int ccurses_use_locale(void);
/// Returns the number of columns of a scalar by the C library, and so by curses; -1 if it can't be shown in this
/// locale.
int ccurses_width(uint32_t scalar);
/// Checks whether a terminal of this type can show the screen. Returns CCURSES_OK, or the reason why not.
int ccurses_check(const char *term, int output);
/// Starts curses in raw mode. The screen doesn't change before the first flush. Returns CCURSES_OK or CCURSES_FAILED.
int ccurses_start(const char *term, int input, int output, int rows, int columns, int wants_colors);
/// Ends curses. The screen is what it was before.
void ccurses_stop(void);
/// Gives the terminal to another program for a while.
void ccurses_suspend(void);
/// Takes the terminal back. The next flush draws everything.
void ccurses_resume(void);
void ccurses_resize(int rows, int columns);
/// Returns the number of colours: 0, 8, 16, 256 and so on.
int ccurses_colors(void);
/// Puts pieces of text side by side. The scalars of all pieces follow each other; `counts` has the number of each
/// piece's scalars. A colour of -1 is the terminal's own.
void ccurses_put(int row, int column, const uint32_t *scalars, const uint8_t *counts, int pieces, unsigned attributes,
                 int foreground, int background);
/// Moves the cursor; a negative row hides it.
void ccurses_cursor(int row, int column);
/// Makes the next flush draw everything.
void ccurses_redraw(void);
/// Sends the changes.
void ccurses_flush(void);
/// Returns a string of the terminal's description, by its name in terminfo(5); NULL if there is none.
const char *ccurses_capability(const char *name);

// Modes and crashes (Restore.c)

/// Keeps the modes of a terminal, to be restored at the end or in a crash. Returns 0 or -1.
int ccurses_save_modes(int terminal);
void ccurses_restore_modes(void);
/// Returns the size that the terminal's driver has; 0 if it doesn't know it.
void ccurses_window_size(int terminal, int *rows, int *columns);
/// Prepares for a crash: a crash then first writes `bytes` (at most 512) to `output`, restores the modes and writes
/// `farewell` (at most 1024) there too, and then ends the program as usual. Standard error stays where it is, so that a
/// report of the crash goes there.
void ccurses_crash_arm(int output, const char *bytes, int count, const char *farewell);
void ccurses_crash_disarm(void);

// Signals (Signals.c)

/// Catches signals and writes each as a byte to `descriptor`. Call it again after ccurses_start, which has its own
/// handlers.
void ccurses_signals_catch(int descriptor);
/// Restores the earlier handlers.
void ccurses_signals_release(void);
/// Says whether another program has the terminal; then Ctrl-Z stops this program together with it.
void ccurses_signals_outside(int is_outside);
/// Stops the process group, like the terminal's own Ctrl-Z.
void ccurses_stop_group(void);
/// Blocks the caught signals in the calling thread.
void ccurses_signals_block(void);

#endif
