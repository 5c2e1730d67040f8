#include "CCurses.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

// Any thread of the process may get a signal, so a handler only writes to a pipe that the screen's thread polls.

static const int signals[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGCONT, SIGTSTP, SIGPIPE};
enum { SIGNAL_COUNT = sizeof signals / sizeof signals[0] };
static struct sigaction previous[SIGNAL_COUNT];
static int is_installed;
static volatile sig_atomic_t pipe_end = -1;

static void on_signal(int signal) {
    int saved_errno = errno;
    unsigned char byte = (unsigned char)signal;
    // If the pipe is full, a signal is already waiting in it.
    ssize_t written = write(pipe_end, &byte, 1);
    (void)written;
    errno = saved_errno;
}

/// Does nothing. Unlike an ignored signal, a caught one isn't inherited by other programs.
static void on_broken_pipe(int signal) { (void)signal; }

static void catch(int signal, struct sigaction *before) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = signal == SIGPIPE ? on_broken_pipe : on_signal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, before);
}

void ccurses_signals_catch(int descriptor) {
    pipe_end = descriptor;
    for (int index = 0; index < SIGNAL_COUNT; index++) catch(signals[index], is_installed ? NULL : &previous[index]);
    is_installed = 1;
}

void ccurses_signals_release(void) {
    if (!is_installed) return;
    for (int index = 0; index < SIGNAL_COUNT; index++) sigaction(signals[index], &previous[index], NULL);
    is_installed = 0;
    pipe_end = -1;
}

void ccurses_signals_outside(int is_outside) {
    if (is_outside) signal(SIGTSTP, SIG_DFL);
    else if (is_installed) catch(SIGTSTP, NULL);
}

void ccurses_stop_group(void) {
    ccurses_signals_outside(1);
    kill(0, SIGTSTP);
}

void ccurses_signals_block(void) {
    sigset_t set;
    sigemptyset(&set);
    for (int index = 0; index < SIGNAL_COUNT; index++) sigaddset(&set, signals[index]);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
}
