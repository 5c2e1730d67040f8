#include "CLlamaReference.h"
