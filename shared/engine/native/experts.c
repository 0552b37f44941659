/* The experts of a mixture, what experts.py computes in its plain way.
 *
 * With few rows an expert, what takes the time is reading its weights, 2.5 MB each, from memory. So a panel is fetched,
 * line by line, while the panel before it is multiplied: the next of the same matrix, the first of the next matrix, or
 * that of the expert which probably comes next. The first rows take a panel as it lies in its matrix and lay it out for
 * the others; it then stays in the second cache while they pass by it. A row's sums are always taken in the same order,
 * whatever stands beside it.
 */
#include "lanes.h"

#define BLOCK 32 /* pairs between two fetches; all sizes are multiples of 64 */

/* All experts of a layer: gate_up (experts, hidden, 2 * inner), its bias, down (experts, inner, hidden), its bias. */
typedef struct {
    const bf16 *gate_up, *gate_up_bias, *down, *down_bias;
    int64_t hidden, inner;
    float gain, limit;
} Layer;

/* 32 columns from each of two places in a matrix. */
typedef struct {
    const bf16 *one, *other;
    long width, rows;
} Panel;

/* The panels of an expert in their order: gates beside their ups, then what goes down. */
static long panels_of(const Layer *layer) { return layer->inner / (PANEL / 2) + layer->hidden / PANEL; }

static Panel panel_of(const Layer *layer, long expert, long number) {
    const long gates = layer->inner / (PANEL / 2);
    if (number < gates) {
        const bf16 *gate = layer->gate_up + expert * layer->hidden * 2 * layer->inner + number * PANEL / 2;
        return (Panel){gate, gate + layer->inner, 2 * layer->inner, layer->hidden};
    }
    const bf16 *down = layer->down + expert * layer->inner * layer->hidden + (number - gates) * PANEL;
    return (Panel){down, down + PANEL / 2, layer->hidden, layer->inner};
}

/* Fetches so many rows of a panel into the second cache, and goes on from there the next time. */
INLINE void fetch(Panel *coming, long rows) {
    for (; rows > 0 && coming->rows > 0; rows--, coming->rows--) {
        _mm_prefetch((const char *)coming->one + 63, _MM_HINT_T1);
        _mm_prefetch((const char *)coming->other + 63, _MM_HINT_T1);
        coming->one += coming->width, coming->other += coming->width;
    }
}

/* Rows times a panel, which is taken from its matrix and laid out, or has been: [pairs][PANEL]. */
INLINE void times_panel(int rows, int first, const uint32_t *const left[], const Panel *panel, uint32_t *laid,
                        Panel *coming, long share, Sums sums) {
    clear(rows, 4, sums);
    const bf16 *one = panel->one, *other = panel->other;
    for (long block = 0; block < panel->rows / 2; block += BLOCK) {
        fetch(coming, share);
        for (long p = block; p < block + BLOCK; p++) {
            __m512i columns[4];
            if (first) {
                interleave(one, one + panel->width, columns, columns + 1);
                interleave(other, other + panel->width, columns + 2, columns + 3);
                one += 2 * panel->width, other += 2 * panel->width;
                for (int v = 0; v < 4; v++) _mm512_storeu_si512(laid + p * PANEL + 16 * v, columns[v]);
            } else
                for (int v = 0; v < 4; v++) columns[v] = _mm512_loadu_si512(laid + p * PANEL + 16 * v);
            add_products(rows, 4, left, p, columns, sums);
        }
    }
}

/* One expert: rows (count, hidden) -> between (count, inner) -> made (count, hidden). `next`: who probably follows. */
static void one_expert(const Layer *layer, long expert, long next, const bf16 *rows, long count, bf16 *between,
                       uint32_t *laid, bf16 *made) {
    const long hidden = layer->hidden, inner = layer->inner, groups = (count + ROWS - 1) / ROWS;
    const long gates = inner / (PANEL / 2), panels = panels_of(layer);
    for (long number = 0; number < panels; number++) {
        const Panel panel = panel_of(layer, expert, number);
        Panel coming = number + 1 < panels ? panel_of(layer, expert, number + 1) : panel_of(layer, next, 0);
        const long blocks = groups * (panel.rows / 2 / BLOCK), share = (coming.rows + blocks - 1) / blocks;
        const int opens = number < gates; /* from hidden to inner */
        const long column = opens ? number * PANEL / 2 : (number - gates) * PANEL, size = opens ? hidden : inner;
        const bf16 *bias = opens ? layer->gate_up_bias + expert * 2 * inner : layer->down_bias + expert * hidden;
        __m512 biases[4];
        widen_split(bias + column, biases, biases + 1);
        widen_split(bias + column + (opens ? inner : PANEL / 2), biases + 2, biases + 3);
        for (long group = 0; group < groups; group++) {
            const long from = count * group / groups, to = count * (group + 1) / groups;
            const uint32_t *left[ROWS];
            for (long r = from; r < to; r++) left[r - from] = (const uint32_t *)((opens ? rows : between) + r * size);
#define PASS(n)                                                                                                  \
    {                                                                                                            \
        Sums sums;                                                                                               \
        if (group == 0)                                                                                          \
            times_panel(n, 1, left, &panel, laid, &coming, share, sums);                                         \
        else                                                                                                     \
            times_panel(n, 0, left, &panel, laid, &coming, share, sums);                                         \
        for (int r = 0; r < n; r++) {                                                                            \
            for (int v = 0; v < 4; v++) sums[r][v] = _mm512_add_ps(sums[r][v], biases[v]);                       \
            if (opens) {                                                                                         \
                store_joined(between + (from + r) * inner + column,                                              \
                             activated(sums[r][0], sums[r][2], layer->gain, layer->limit),                       \
                             activated(sums[r][1], sums[r][3], layer->gain, layer->limit));                      \
            } else {                                                                                             \
                store_joined(made + (from + r) * hidden + column, sums[r][0], sums[r][1]);                       \
                store_joined(made + (from + r) * hidden + column + PANEL / 2, sums[r][2], sums[r][3]);           \
            }                                                                                                    \
        }                                                                                                        \
    }
            FOR_ROWS(to - from, PASS)
        }
    }
}

/* Takes parts of the experts' work, (expert, first pair, last pair), until none is left; several threads may share
 * `next`. Sources: the token of each pair. Scratch: most_rows * (hidden + inner) * 2 + longest row / 2 * 256 bytes. */
void mixture(const int64_t *parts, int64_t count, int64_t *next, const bf16 *inputs, const int64_t *sources,
             const bf16 *gate_up, const bf16 *gate_up_bias, const bf16 *down, const bf16 *down_bias, int64_t hidden,
             int64_t inner, float gain, float limit, int64_t most_rows, void *scratch, bf16 *made) {
    const Layer layer = {gate_up, gate_up_bias, down, down_bias, hidden, inner, gain, limit};
    uint32_t *laid = scratch;
    bf16 *rows = (bf16 *)(laid + (hidden > inner ? hidden : inner) / 2 * PANEL), *between = rows + most_rows * hidden;
    for (;;) {
        const int64_t number = __atomic_fetch_add(next, 1, __ATOMIC_RELAXED);
        if (number >= count) return;
        const int64_t expert = parts[3 * number], first = parts[3 * number + 1], last = parts[3 * number + 2];
        const int64_t after = __atomic_load_n(next, __ATOMIC_RELAXED);
        for (int64_t pair = first; pair < last; pair++)
            memcpy(rows + (pair - first) * hidden, inputs + sources[pair] * hidden, hidden * sizeof(bf16));
        one_expert(&layer, expert, after < count ? parts[3 * after] : expert, rows, last - first, between, laid,
                   made + first * hidden);
    }
}

/* Adds the experts' answers to each token: state (count, hidden) += sum of shares (count, chosen) * made[places]. */
void add_answers(float *state, int64_t count, int64_t hidden, const bf16 *made, const int64_t *places,
                 const float *shares, int64_t chosen) {
    for (int64_t token = 0; token < count; token++, state += hidden, places += chosen, shares += chosen)
        for (int64_t column = 0; column < hidden; column += 16) {
            __m512 sum = _mm512_loadu_ps(state + column);
            for (int64_t choice = 0; choice < chosen; choice++)
                sum = _mm512_fmadd_ps(widened(made + places[choice] * hidden + column), _mm512_set1_ps(shares[choice]), sum);
            _mm512_storeu_ps(state + column, sum);
        }
}
