#ifndef CCURSES_H
#define CCURSES_H

#include <stdint.h>

/// ncurses' version, as in "ncurses 6.4.20221231".
const char *ccurses_version(void);

#endif
