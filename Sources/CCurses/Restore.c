#include "CCurses.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

// A crash must not leave a terminal in raw mode. The handler does only what signal-safety(7) allows: the bytes that it
// writes are made beforehand.

static struct termios original;
static int original_terminal = -1;

int ccurses_save_modes(int terminal) {
    if (tcgetattr(terminal, &original) != 0) return -1;
    original_terminal = terminal;
    return 0;
}

void ccurses_restore_modes(void) {
    if (original_terminal >= 0) tcsetattr(original_terminal, TCSANOW, &original);
}

void ccurses_window_size(int terminal, int *rows, int *columns) {
    struct winsize size = {0};
    if (ioctl(terminal, TIOCGWINSZ, &size) != 0) size.ws_row = size.ws_col = 0;
    *rows = size.ws_row;
    *columns = size.ws_col;
}

static const int signals[] = {SIGSEGV, SIGBUS,  SIGILL,  SIGTRAP, SIGABRT,   SIGFPE, SIGQUIT,
                              SIGSYS,  SIGXCPU, SIGUSR1, SIGUSR2, SIGVTALRM, SIGALRM, SIGPROF};
enum { SIGNAL_COUNT = sizeof signals / sizeof signals[0] };
static struct sigaction previous[SIGNAL_COUNT];
static int is_installed;

static atomic_int is_armed;
static char restore_bytes[512];
static char farewell_bytes[1024];
static int restore_count, restore_output, farewell_count;

/// Returns whether another process sent the signal. The kernel's own have codes above 0, and abort() sends one to its
/// own process.
static int is_from_outside(const siginfo_t *information) {
    return information->si_code <= 0 && information->si_pid != getpid();
}

static void write_all(const char *bytes, int size) {
    for (int done = 0; done < size;) {
        ssize_t count = write(restore_output, bytes + done, (size_t)(size - done));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return;
        done += (int)count;
    }
}

static void on_crash(int signal, siginfo_t *information, void *context) {
    (void)context;
    int saved_errno = errno;
    if (atomic_exchange(&is_armed, 0)) {
        write_all(restore_bytes, restore_count);
        ccurses_restore_modes();
        write_all(farewell_bytes, farewell_count);
    }
    if (is_from_outside(information)) {
        // Someone ends the program: there is no mistake to report, which would take seconds.
        struct sigaction usual;
        memset(&usual, 0, sizeof usual);
        usual.sa_handler = SIG_DFL;
        sigaction(signal, &usual, NULL);
    } else {
        for (int index = 0; index < SIGNAL_COUNT; index++)
            if (signals[index] == signal) sigaction(signal, &previous[index], NULL);
    }
    errno = saved_errno;
    // A fault happens again after the return, so that the earlier handler sees its place. Other signals must be sent
    // again.
    int is_fault = signal == SIGSEGV || signal == SIGBUS || signal == SIGILL || signal == SIGFPE;
    if (!is_fault || information->si_code <= 0) raise(signal);
}

/// Gives the handler a stack of its own, because a stack that has overflowed can't run it.
static void use_alternate_stack(void) {
    stack_t stack;
    if (sigaltstack(NULL, &stack) != 0 || !(stack.ss_flags & SS_DISABLE)) return;
    memset(&stack, 0, sizeof stack);
    stack.ss_size = 64 << 10;
    // Kept until the process ends, because the thread may use it at any time.
    static void *memory;
    if (memory == NULL) memory = malloc(stack.ss_size);
    stack.ss_sp = memory;
    if (memory != NULL) sigaltstack(&stack, NULL);
}

void ccurses_crash_arm(int output, const char *bytes, int count, const char *farewell) {
    atomic_store(&is_armed, 0);
    restore_count = count < (int)sizeof restore_bytes ? count : (int)sizeof restore_bytes;
    memcpy(restore_bytes, bytes, (size_t)restore_count);
    restore_output = output;
    farewell_count = (int)strnlen(farewell, sizeof farewell_bytes);
    memcpy(farewell_bytes, farewell, (size_t)farewell_count);
    if (!is_installed) {
        use_alternate_stack();
        struct sigaction action;
        memset(&action, 0, sizeof action);
        action.sa_sigaction = on_crash;
        action.sa_flags = SA_SIGINFO | SA_ONSTACK;
        sigemptyset(&action.sa_mask);
        for (int index = 0; index < SIGNAL_COUNT; index++) sigaction(signals[index], &action, &previous[index]);
        is_installed = 1;
    }
    atomic_store(&is_armed, 1);
}

void ccurses_crash_disarm(void) {
    atomic_store(&is_armed, 0);
    if (!is_installed) return;
    for (int index = 0; index < SIGNAL_COUNT; index++) sigaction(signals[index], &previous[index], NULL);
    is_installed = 0;
}
