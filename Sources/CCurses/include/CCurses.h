#ifndef CCURSES_H
#define CCURSES_H

#include <stdint.h>

// What Swift needs of ncurses, terminal modes and signals. curses.h itself can't be imported: most of it is macros, the
// wide functions hide behind defines, and names like `refresh` would be everybody's. One thread calls all of this.

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

/// Scalars that one piece of `ccurses_put` can have: the first takes space, the others are marks on it.
enum { CCURSES_PIECE_LIMIT = 5 };

// Screen (Curses.c)

/// Takes character encoding from the environment; the other categories stay, so numbers keep their points. 1: it is UTF-8.
int ccurses_use_locale(void);
/// Columns that the C library, and so curses, gives a scalar; -1 if it can't be shown in this locale.
int ccurses_width(uint32_t scalar);
/// Whether a terminal of this type can show the screen: CCURSES_OK or why not.
int ccurses_check(const char *term, int output);
/// Starts curses in raw mode, without changing the screen before the first flush. CCURSES_OK or CCURSES_FAILED.
int ccurses_start(const char *term, int input, int output, int rows, int columns, int wants_colors);
/// Ends curses; the screen is what it was before.
void ccurses_stop(void);
/// Gives the terminal away for a while.
void ccurses_suspend(void);
/// Takes it back; the next flush draws everything.
void ccurses_resume(void);
void ccurses_resize(int rows, int columns);
/// Colours that can be used: 0, 8, 16, 256 and so on.
int ccurses_colors(void);
/// Puts pieces of text side by side. The scalars of all pieces follow one another, `counts` has the number of each piece's.
/// Colours are -1 for the terminal's own.
void ccurses_put(int row, int column, const uint32_t *scalars, const uint8_t *counts, int pieces, unsigned attributes,
                 int foreground, int background);
/// Where the cursor is; a negative row hides it.
void ccurses_cursor(int row, int column);
/// Lets the next flush draw everything.
void ccurses_redraw(void);
/// Sends what has changed.
void ccurses_flush(void);
/// A string of the terminal's description, as terminfo(5) names it; NULL where it has none.
const char *ccurses_capability(const char *name);

// Modes and crashes (Restore.c)

/// Keeps the modes of a terminal, to be restored at the end or in a crash. 0 or -1.
int ccurses_save_modes(int terminal);
void ccurses_restore_modes(void);
/// Size by the terminal's driver, 0 if it doesn't know.
void ccurses_window_size(int terminal, int *rows, int *columns);
/// From now on a crash first writes `bytes` (at most 512) to `output`, restores the modes and writes `farewell` (at most 1024)
/// there too; then it takes its course. Standard error stays where it is, so that a report of the crash goes there.
void ccurses_crash_arm(int output, const char *bytes, int count, const char *farewell);
void ccurses_crash_disarm(void);

// Signals (Signals.c)

/// Signals are written to `descriptor`, a byte each. Again after ccurses_start, which has handlers of its own.
void ccurses_signals_catch(int descriptor);
/// The handlers of before.
void ccurses_signals_release(void);
/// While another program has the terminal, Ctrl-Z stops this one together with it.
void ccurses_signals_outside(int is_outside);
/// Stops the process group, as the terminal's own Ctrl-Z does.
void ccurses_stop_group(void);
/// Keeps the caught signals away from the calling thread.
void ccurses_signals_block(void);

#endif
