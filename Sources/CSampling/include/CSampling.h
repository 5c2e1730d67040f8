#ifndef CSAMPLING_H
#define CSAMPLING_H
#endif
