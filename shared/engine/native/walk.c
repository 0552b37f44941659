/* The best path through labels, one token after the other: what scan.py finds by blocks, for any processor.
 *
 * States: outside; just closed; and from 2 on, inside one of each category. Scores are rounded to multiples of 2^-24
 * and summed in double, which is exact, so that the result is scan.py's, ties included.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#define OUT 0
#define SHUT 1
#define HELD 2
#define ROUNDER (1.5 * 268435456.0) /* adding and taking it away leaves a multiple of 2^-24 */
#define SETTLED 128                 /* tokens after which sums are counted from the best one again */

/* Closers: the labels that end or are single, in order; openers: the state before each, and OUT before a single.
 * Steps: stay, start, go on, end, back, again, as scan.py names them. */
typedef struct {
    int64_t outside, categories, closing;
    const int64_t *closers, *openers, *begins, *insides;
    const double *steps;
} Structure;

static double rounded(double number) { return (number + ROUNDER) - ROUNDER; }

static double larger(double one, double other) { return one > other ? one : other; }

/* One token further: the states' scores after it, and where each came from; returns the closer that closes best. */
static int64_t step(const Structure *of, const float *scores, int first, const double *now, double *after,
                    uint8_t *before) {
    const double stay = first ? 0.0 : now[OUT] + rounded(of->steps[0]), back = now[SHUT] + rounded(of->steps[4]);
    const double start = first ? 0.0 : now[OUT] + rounded(of->steps[1]), again = now[SHUT] + rounded(of->steps[5]);
    const double opened = larger(start, again), on = rounded(of->steps[2]), end = rounded(of->steps[3]);
    const uint8_t opener = again > start ? SHUT : OUT;
    int64_t best = 0;
    after[OUT] = larger(stay, back) + rounded(scores[of->outside]);
    before[OUT] = back > stay ? SHUT : OUT;
    after[SHUT] = -INFINITY;
    for (int64_t closer = 0; closer < of->closing; closer++) {
        const int64_t state = of->openers[closer];
        const double sum = rounded(scores[of->closers[closer]]) + (state ? now[state] + end : opened);
        if (sum > after[SHUT]) after[SHUT] = sum, best = closer;
    }
    before[SHUT] = of->openers[best] ? (uint8_t)of->openers[best] : opener;
    for (int64_t category = 0; category < of->categories; category++) {
        const double begun = rounded(scores[of->begins[category]]) + opened;
        const double gone_on = rounded(scores[of->insides[category]]) + now[HELD + category] + on;
        const int begins = of->begins[category] < of->insides[category] ? begun >= gone_on : begun > gone_on;
        after[HELD + category] = begins ? begun : gone_on;
        before[HELD + category] = begins ? opener : (uint8_t)(HELD + category);
    }
    return best;
}

/* The labels of the best path through one text: scores (tokens, labels) -> path (tokens). Trace: tokens * (states + 1)
 * bytes. */
void best_path(const float *scores, int64_t tokens, int64_t labels, int64_t outside, int64_t categories,
               int64_t closing, const int64_t *closers, const int64_t *openers, const int64_t *begins,
               const int64_t *insides, const double *steps, uint8_t *trace, int64_t *path) {
    const Structure of = {outside, categories, closing, closers, openers, begins, insides, steps};
    const int64_t states = HELD + categories, row = states + 1; /* the last byte of a row is its closer */
    double now[states], after[states];
    for (int64_t state = 0; state < states; state++) now[state] = state == OUT ? 0.0 : -INFINITY;
    for (int64_t token = 0; token < tokens; token++) {
        uint8_t *before = trace + token * row;
        before[states] = (uint8_t)step(&of, scores + token * labels, token == 0, now, after, before);
        const int settles = token % SETTLED == SETTLED - 1;
        double best = settles ? after[OUT] : 0.0;
        for (int64_t state = 1; settles && state < states; state++) best = larger(best, after[state]);
        for (int64_t state = 0; state < states; state++) now[state] = after[state] - best;
    }
    uint8_t state = now[OUT] >= now[SHUT] ? OUT : SHUT;
    for (int64_t token = tokens - 1; token >= 0; token--) {
        const uint8_t *before = trace + token * row, came = before[state];
        if (state == OUT)
            path[token] = outside;
        else if (state == SHUT)
            path[token] = closers[before[states]];
        else
            path[token] = came == state ? insides[state - HELD] : begins[state - HELD];
        state = came;
    }
}
