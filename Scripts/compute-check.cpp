// Tries a llama.cpp before anything is linked to it: exits with 0 where it computes right.
#include <ComputeCheck.h>

int main() { return cllama_compute_check(1); }
