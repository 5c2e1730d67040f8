#ifndef CLLAMA_H
#define CLLAMA_H
#ifdef __cplusplus
extern "C" {
#endif
const char *cllama_build(void);
#ifdef __cplusplus
}
#endif
#endif
