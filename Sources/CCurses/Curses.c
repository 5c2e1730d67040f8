#include "CCurses.h"

#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// term.h defines even this name.
#undef columns

_Static_assert(CCHARW_MAX == CCURSES_PIECE_LIMIT, "a cell of this curses holds another number of scalars");
_Static_assert(sizeof(wchar_t) == 4, "wchar_t has to hold every scalar");

enum { PAIR_LIMIT = 256, RUN_LIMIT = 128 };

static SCREEN *screen;
static FILE *input_file, *output_file;
static int color_count, has_default_colors, cursor_is_hidden;
static struct { int foreground, background; } pairs[PAIR_LIMIT];
static int pair_count;

int ccurses_use_locale(void) {
    setlocale(LC_CTYPE, "");
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

int ccurses_width(uint32_t scalar) {
    char bytes[MB_LEN_MAX];
    mbstate_t state;
    memset(&state, 0, sizeof state);
    if (scalar < 0x20 || wcrtomb(bytes, (wchar_t)scalar, &state) == (size_t)-1) return -1;
    return wcwidth((wchar_t)scalar);
}

int ccurses_check(const char *term, int output) {
    int problem = 0, result = CCURSES_OK;
    if (setupterm(term, output, &problem) != OK) {
        // 0 is also the result for a "generic" type, which a program with a screen can't use; `dumb` is one.
        if (problem == 0 && strcmp(term, "dumb") == 0) return CCURSES_NO_CURSOR_MOVES;
        return problem == -1 ? CCURSES_NO_DATABASE : problem == 1 ? CCURSES_NO_CURSOR_MOVES : CCURSES_UNKNOWN_TERMINAL;
    }
    if (ccurses_capability("cup") == NULL || ccurses_capability("clear") == NULL) result = CCURSES_NO_CURSOR_MOVES;
    del_curterm(cur_term);
    return result;
}

/// Switches raw modes on. curses' own raw mode leaves translations of input on.
static void use_raw_modes(int terminal) {
    struct termios modes;
    if (tcgetattr(terminal, &modes) != 0) return;
    modes.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON | PARMRK);
    modes.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | IEXTEN | ISIG);
    modes.c_cflag = (modes.c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
    modes.c_cc[VMIN] = 1;
    modes.c_cc[VTIME] = 0;
    tcsetattr(terminal, TCSANOW, &modes);
    def_prog_mode();
}

static FILE *open_copy(int descriptor, const char *mode) {
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    FILE *file = copy < 0 ? NULL : fdopen(copy, mode);
    if (file == NULL && copy >= 0) close(copy);
    return file;
}

static void close_files(void) {
    if (input_file != NULL) fclose(input_file);
    if (output_file != NULL) fclose(output_file);
    input_file = output_file = NULL;
}

int ccurses_start(const char *term, int input, int output, int rows, int columns, int wants_colors) {
    input_file = open_copy(input, "r");
    output_file = open_copy(output, "w");
    if (input_file != NULL && output_file != NULL) screen = newterm(term, output_file, input_file);
    if (screen == NULL) {
        close_files();
        return CCURSES_FAILED;
    }
    set_term(screen);
    // Waiting keys must not keep a frame from being drawn.
    typeahead(-1);
    raw();
    noecho();
    nonl();
    // With this, function keys send the sequences that terminfo has.
    keypad(stdscr, TRUE);
    color_count = pair_count = has_default_colors = cursor_is_hidden = 0;
    if (wants_colors && has_colors() && start_color() == OK) {
        color_count = COLORS;
        has_default_colors = use_default_colors() == OK;
        pair_count = 1;
    }
    use_raw_modes(output);
    resize_term(rows, columns);
    return CCURSES_OK;
}

void ccurses_stop(void) {
    if (screen == NULL) return;
    endwin();
    delscreen(screen);
    screen = NULL;
    close_files();
}

void ccurses_suspend(void) { endwin(); }

void ccurses_resume(void) {
    reset_prog_mode();
    ccurses_redraw();
}

void ccurses_resize(int rows, int columns) {
    // Not resizeterm, which also puts KEY_RESIZE into an input that nobody reads.
    resize_term(rows, columns);
    ccurses_redraw();
}

int ccurses_colors(void) { return color_count; }

/// Returns the pair of two colours. Pairs are made when they are first needed. If there are no more, the terminal's own
/// colours are used.
static short pair_of(int foreground, int background) {
    if (color_count == 0 || (foreground < 0 && background < 0)) return 0;
    for (int index = 1; index < pair_count; index++)
        if (pairs[index].foreground == foreground && pairs[index].background == background) return (short)index;
    if (pair_count >= PAIR_LIMIT || pair_count >= COLOR_PAIRS) return 0;
    short front = (short)(foreground < 0 && !has_default_colors ? COLOR_WHITE : foreground);
    short back = (short)(background < 0 && !has_default_colors ? COLOR_BLACK : background);
    if (init_pair((short)pair_count, front, back) != OK) return 0;
    pairs[pair_count].foreground = foreground;
    pairs[pair_count].background = background;
    return (short)pair_count++;
}

void ccurses_put(int row, int column, const uint32_t *scalars, const uint8_t *counts, int pieces, unsigned attributes,
                 int foreground, int background) {
    attr_t style = A_NORMAL;
    if (attributes & CCURSES_BOLD) style |= A_BOLD;
    if (attributes & CCURSES_DIM) style |= A_DIM;
    if (attributes & CCURSES_UNDERLINE) style |= A_UNDERLINE;
    if (attributes & CCURSES_REVERSE) style |= A_REVERSE;
    short pair = pair_of(foreground, background);

    cchar_t run[RUN_LIMIT];
    while (pieces > 0) {
        int length = 0, width = 0;
        for (; length < RUN_LIMIT && length < pieces; length++) {
            wchar_t text[CCHARW_MAX + 1] = {0};
            for (int index = 0; index < counts[length] && index < CCHARW_MAX; index++) text[index] = (wchar_t)scalars[index];
            scalars += counts[length];
            int columns = wcwidth(text[0]);
            if (columns < 1 || setcchar(&run[length], text, style, pair, NULL) != OK) {
                setcchar(&run[length], L"?", style, pair, NULL);
                columns = 1;
            }
            width += columns;
        }
        mvadd_wchnstr(row, column, run, length);
        column += width;
        counts += length;
        pieces -= length;
    }
}

void ccurses_cursor(int row, int column) {
    int hides = row < 0;
    if (hides != cursor_is_hidden) {
        curs_set(hides ? 0 : 1);
        // A hidden cursor needs no bytes to move to the end of the last run.
        leaveok(stdscr, hides);
        cursor_is_hidden = hides;
    }
    if (!hides) move(row, column);
}

void ccurses_redraw(void) { clearok(curscr, TRUE); }

void ccurses_flush(void) {
    wnoutrefresh(stdscr);
    doupdate();
}

const char *ccurses_capability(const char *name) {
    const char *string = tigetstr((char *)(uintptr_t)name);
    return string == (char *)-1 ? NULL : string;
}
