#include "CLlama.h"
#include <llama.h>
const char *cllama_build(void) { return llama_print_system_info(); }
