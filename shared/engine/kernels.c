/* The two parts of the forward pass that take most of its time, for processors with AVX512-BF16: the experts, and
 * attention within the band. What they compute, and that they compute the same, stands in experts.py and band.py,
 * whose plain ways are taken where this cannot be compiled; shared/engine/compiled.py compiles and calls it.
 *
 * Products are taken of pairs: one instruction multiplies 16 pairs of bfloat16 and adds both products to 16 sums in
 * float32. The right side of a product is laid out for that (`pairs of rows, 64 columns`), one panel at a time, which
 * then stays in the second cache while all rows of the left side pass by it, six at a time with their 24 vectors of
 * sums in registers. A row's sums are always taken in the same order, whatever stands beside it.
 */
#include <immintrin.h>
#include <stdint.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))
#define ROWS 6         /* of the left side at once */
#define PANEL 64       /* columns of the right side at once: four vectors */
#define MOST_INNER 4096 /* the longest row */
#define MOST_SEEN 272  /* keys that six neighbouring tokens may see: 2 * 128 + 6, in whole vectors */

typedef uint16_t bf16;
typedef __m512 Sums[ROWS][4];

/* Sums of rows x 16 * vectors, for `pairs` pairs. Left: rows of pairs; right: [pairs][step], of which a panel is used. */
INLINE void multiply(int rows, int vectors, const uint32_t *const left[], const uint32_t *right, long step, long pairs,
                     Sums sums) {
    for (int r = 0; r < rows; r++)
        for (int v = 0; v < vectors; v++) sums[r][v] = _mm512_setzero_ps();
    for (long p = 0; p < pairs; p++) {
        __m512bh columns[4];
        for (int v = 0; v < vectors; v++) columns[v] = (__m512bh)_mm512_loadu_si512(right + p * step + 16 * v);
        for (int r = 0; r < rows; r++) {
            __m512bh row = (__m512bh)_mm512_set1_epi32((int)left[r][p]);
            for (int v = 0; v < vectors; v++) sums[r][v] = _mm512_dpbf16_ps(sums[r][v], row, columns[v]);
        }
    }
}

/* Calls work(rows, ...) with a constant, so that all loops over rows are unrolled. */
#define FOR_ROWS(rows, work)            \
    switch (rows) {                     \
        case 6: work(6); break;         \
        case 5: work(5); break;         \
        case 4: work(4); break;         \
        case 3: work(3); break;         \
        case 2: work(2); break;         \
        default: work(1); break;        \
    }

/* e^x, to the last bits of float32 but one or two. */
INLINE __m512 exponential(__m512 x) {
    x = _mm512_min_ps(_mm512_max_ps(x, _mm512_set1_ps(-87.0f)), _mm512_set1_ps(88.0f));
    __m512 whole = _mm512_roundscale_ps(_mm512_mul_ps(x, _mm512_set1_ps(1.44269504f)), 8);
    __m512 rest = _mm512_fnmadd_ps(whole, _mm512_set1_ps(0.693145752f), x); /* ln 2 in two parts */
    rest = _mm512_fnmadd_ps(whole, _mm512_set1_ps(1.42860677e-6f), rest);
    __m512 sum = _mm512_set1_ps(1.0f / 720);
    sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(1.0f / 120));
    sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(1.0f / 24));
    sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(1.0f / 6));
    sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(0.5f));
    sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(1.0f));
    sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(1.0f));
    return _mm512_scalef_ps(sum, whole);
}

INLINE __m512 widened(const bf16 *from) {
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_loadu_si256((const void *)from)), 16));
}

INLINE void store_narrowed(bf16 *to, __m512 values) {
    _mm256_storeu_si256((void *)to, (__m256i)_mm512_cvtneps_pbh(values));
}

/* Lays 32 columns of a matrix, `rows` rows of `width`, out as pairs of rows: to[row / 2][PANEL], of which 32. */
static void lay_out(const bf16 *from, long width, long rows, uint32_t *to) {
    static const uint16_t order[2][32] = {
        {0, 32, 1, 33, 2, 34, 3, 35, 4, 36, 5, 37, 6, 38, 7, 39, 8, 40, 9, 41, 10, 42, 11, 43, 12, 44, 13, 45, 14, 46, 15, 47},
        {16, 48, 17, 49, 18, 50, 19, 51, 20, 52, 21, 53, 22, 54, 23, 55,
         24, 56, 25, 57, 26, 58, 27, 59, 28, 60, 29, 61, 30, 62, 31, 63}};
    __m512i low = _mm512_loadu_si512(order[0]), high = _mm512_loadu_si512(order[1]);
    for (long row = 0; row < rows; row += 2, from += 2 * width, to += PANEL) {
        __m512i one = _mm512_loadu_si512(from), other = _mm512_loadu_si512(from + width);
        _mm512_storeu_si512(to, _mm512_permutex2var_epi16(one, low, other));
        _mm512_storeu_si512(to + 16, _mm512_permutex2var_epi16(one, high, other));
        /* The next panel comes from memory while this one is computed. */
        _mm_prefetch((const char *)(from + PANEL), _MM_HINT_T1);
        _mm_prefetch((const char *)(from + PANEL + width), _MM_HINT_T1);
    }
}

/* Rows (count, from_size) times one panel; the sums of each six rows go to `done`. */
#define TIMES_PANEL(rows_of, from_size, count, panel, done)                                                   \
    for (long first = 0; first < (count); first += ROWS) {                                                    \
        int left_over = (int)((count) - first < ROWS ? (count) - first : ROWS);                               \
        const uint32_t *left[ROWS];                                                                           \
        for (int r = 0; r < left_over; r++) left[r] = (const uint32_t *)((rows_of) + (first + r) * (from_size)); \
        FOR_ROWS(left_over, done)                                                                             \
    }

/* One expert: rows (count, hidden) -> inner (count, inner) -> made (count, hidden). Clamped SwiGLU:
 * (up + 1) * gate * sigmoid(gain * gate). gate_up: (hidden, 2 * inner), down: (inner, hidden). */
static void one_expert(const bf16 *rows, long count, long hidden, long inner, const bf16 *gate_up,
                       const bf16 *gate_up_bias, const bf16 *down, const bf16 *down_bias, float gain, float limit,
                       bf16 *between, uint32_t *panel, bf16 *made) {
    const __m512 most = _mm512_set1_ps(limit), least = _mm512_set1_ps(-limit), one = _mm512_set1_ps(1.0f);
    const __m512 minus_gain = _mm512_set1_ps(-gain);
    for (long column = 0; column < inner; column += PANEL / 2) { /* gates beside their ups */
        lay_out(gate_up + column, 2 * inner, hidden, panel);
        lay_out(gate_up + inner + column, 2 * inner, hidden, panel + PANEL / 2);
        __m512 bias[4];
        for (int v = 0; v < 4; v++) bias[v] = widened(gate_up_bias + (v / 2) * inner + column + 16 * (v % 2));
#define ACTIVATE(n)                                                                                      \
    {                                                                                                    \
        Sums sums;                                                                                       \
        multiply(n, 4, left, panel, PANEL, hidden / 2, sums);                                            \
        for (int r = 0; r < n; r++)                                                                      \
            for (int v = 0; v < 2; v++) {                                                                \
                __m512 gate = _mm512_min_ps(_mm512_add_ps(sums[r][v], bias[v]), most);                   \
                __m512 up = _mm512_min_ps(_mm512_add_ps(sums[r][v + 2], bias[v + 2]), most);             \
                __m512 under = _mm512_add_ps(one, exponential(_mm512_mul_ps(gate, minus_gain)));         \
                up = _mm512_add_ps(_mm512_max_ps(up, least), one);                                       \
                store_narrowed(between + (first + r) * inner + column + 16 * v,                          \
                               _mm512_div_ps(_mm512_mul_ps(up, gate), under));                           \
            }                                                                                            \
    }
        TIMES_PANEL(rows, hidden, count, panel, ACTIVATE)
    }
    for (long column = 0; column < hidden; column += PANEL) {
        lay_out(down + column, hidden, inner, panel);
        lay_out(down + column + PANEL / 2, hidden, inner, panel + PANEL / 2);
        __m512 bias[4];
        for (int v = 0; v < 4; v++) bias[v] = widened(down_bias + column + 16 * v);
#define KEEP(n)                                                                                          \
    {                                                                                                    \
        Sums sums;                                                                                       \
        multiply(n, 4, left, panel, PANEL, inner / 2, sums);                                             \
        for (int r = 0; r < n; r++)                                                                      \
            for (int v = 0; v < 4; v++)                                                                  \
                store_narrowed(made + (first + r) * hidden + column + 16 * v, _mm512_add_ps(sums[r][v], bias[v])); \
    }
        TIMES_PANEL(between, inner, count, panel, KEEP)
    }
}

/* Takes parts of the experts' work, (expert, first pair, last pair), until none is left; several threads may share
 * `next`. Sources: the token of each pair. Scratch: most_rows * (hidden + inner) * 2 + longest row / 2 * 256 bytes. */
void mixture(const int64_t *parts, int64_t count, int64_t *next, const bf16 *inputs, const int64_t *sources,
             const bf16 *gate_up, const bf16 *gate_up_bias, const bf16 *down, const bf16 *down_bias, int64_t hidden,
             int64_t inner, float gain, float limit, int64_t most_rows, void *scratch, bf16 *made) {
    uint32_t *panel = scratch;
    bf16 *rows = (bf16 *)(panel + (hidden > inner ? hidden : inner) / 2 * PANEL), *between = rows + most_rows * hidden;
    for (;;) {
        int64_t number = __atomic_fetch_add(next, 1, __ATOMIC_RELAXED);
        if (number >= count) return;
        int64_t expert = parts[3 * number], first = parts[3 * number + 1], last = parts[3 * number + 2];
        for (int64_t pair = first; pair < last; pair++)
            memcpy(rows + (pair - first) * hidden, inputs + sources[pair] * hidden, hidden * sizeof(bf16));
        one_expert(rows, last - first, hidden, inner, gate_up + expert * hidden * 2 * inner,
                   gate_up_bias + expert * 2 * inner, down + expert * inner * hidden, down_bias + expert * hidden, gain,
                   limit, between, panel, made + first * hidden);
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

/* The scores of up to six neighbouring tokens of one head become shares of their keys; returns nothing for keys out of
 * sight. `from`, `to`: which keys each row sees, counted from the first key that any of them may see. */
INLINE void share(int rows, float scores[][MOST_SEEN], int vectors, const long from[], const long to[], float sink,
                  bf16 shares[][MOST_SEEN], float scale[]) {
    const __m512i lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (int r = 0; r < rows; r++) {
        const __m512i low = _mm512_set1_epi32((int)from[r]), high = _mm512_set1_epi32((int)to[r]);
        __m512 most = _mm512_set1_ps(sink);
        for (int v = 0; v < vectors; v++) {
            __m512i place = _mm512_add_epi32(lanes, _mm512_set1_epi32(16 * v));
            __mmask16 seen = _mm512_cmpge_epi32_mask(place, low) & _mm512_cmplt_epi32_mask(place, high);
            most = _mm512_mask_max_ps(most, seen, most, _mm512_loadu_ps(scores[r] + 16 * v));
        }
        const __m512 top = _mm512_set1_ps(_mm512_reduce_max_ps(most));
        __m512 sum = _mm512_setzero_ps();
        for (int v = 0; v < vectors; v++) {
            __m512i place = _mm512_add_epi32(lanes, _mm512_set1_epi32(16 * v));
            __mmask16 seen = _mm512_cmpge_epi32_mask(place, low) & _mm512_cmplt_epi32_mask(place, high);
            __m512 weight = exponential(_mm512_sub_ps(_mm512_loadu_ps(scores[r] + 16 * v), top));
            weight = _mm512_maskz_mov_ps(seen, weight);
            sum = _mm512_add_ps(sum, weight);
            store_narrowed(shares[r] + 16 * v, weight);
        }
        float sunk = _mm512_cvtss_f32(exponential(_mm512_sub_ps(_mm512_set1_ps(sink), top)));
        scale[r] = 1.0f / (_mm512_reduce_add_ps(sum) + sunk);
    }
}

/* What tokens first..last see: out (last - first, heads * 64). Queries: (tokens, heads, 64); keys and values: (reach +
 * tokens + reach, key_heads, 64). Each token sees `reach` on both sides, from starts[token] to before ends[token].
 * Scratch: 64 * (last - first + 2 * reach + 32) * 4 bytes. */
void attend(const bf16 *queries, const bf16 *keys, const bf16 *values, const int64_t *starts, const int64_t *ends,
            const float *sinks, int64_t heads, int64_t key_heads, int64_t reach, int64_t first, int64_t last,
            uint32_t *scratch, bf16 *out) {
    const long group = heads / key_heads, span = last - first + 2 * reach, room = span + 32;
    const int vectors = (int)((2 * reach + ROWS + 15) / 16);
    uint32_t *const turned = scratch, *const paired = scratch + 32 * room; /* [32][room] keys, [room / 2][64] values */
    for (long head = 0; head < key_heads; head++) {
        memset(scratch, 0, 64 * room * sizeof(uint32_t));
        for (long key = 0; key < span; key++) {
            const uint32_t *row = (const uint32_t *)(keys + ((first + key) * key_heads + head) * 64);
            for (long pair = 0; pair < 32; pair++) turned[pair * room + key] = row[pair];
        }
        lay_out(values + (first * key_heads + head) * 64, key_heads * 64, span, paired);
        lay_out(values + (first * key_heads + head) * 64 + 32, key_heads * 64, span, paired + 32);
        for (long token = first; token < last; token += ROWS) {
            const int count = (int)(last - token < ROWS ? last - token : ROWS);
            const uint32_t *const seen_keys = turned + (token - first), *const seen_values = paired + (token - first) / 2 * 64;
            long from[ROWS], to[ROWS];
            for (int r = 0; r < count; r++) {
                from[r] = r, to[r] = r + 2 * reach + 1;
                if (starts[token + r] - token + reach > from[r]) from[r] = starts[token + r] - token + reach;
                if (ends[token + r] - token + reach < to[r]) to[r] = ends[token + r] - token + reach;
            }
            for (long member = 0; member < group; member++) {
                const long query_head = head * group + member;
                const uint32_t *left[ROWS], *weights[ROWS];
                float scores[ROWS][MOST_SEEN], scale[ROWS];
                bf16 shares[ROWS][MOST_SEEN];
                for (int r = 0; r < count; r++) {
                    left[r] = (const uint32_t *)(queries + ((token + r) * heads + query_head) * 64);
                    weights[r] = (const uint32_t *)shares[r];
                }
#define SCORE(n, wide, at)                                                                                  \
    {                                                                                                       \
        Sums sums;                                                                                          \
        multiply(n, wide, left, seen_keys + 16 * (at), room, 32, sums);                                     \
        for (int r = 0; r < n; r++)                                                                         \
            for (int v = 0; v < wide; v++) _mm512_storeu_ps(scores[r] + 16 * ((at) + v), sums[r][v]);       \
    }
#define ATTEND(n)                                                                                           \
    {                                                                                                       \
        int at = 0;                                                                                         \
        for (; at + 4 <= vectors; at += 4) SCORE(n, 4, at)                                                  \
        for (; at < vectors; at++) SCORE(n, 1, at)                                                          \
        share(n, scores, vectors, from, to, sinks[query_head], shares, scale);                              \
        Sums sums;                                                                                          \
        multiply(n, 4, weights, seen_values, 64, 8 * vectors, sums);                                        \
        for (int r = 0; r < n; r++)                                                                         \
            for (int v = 0; v < 4; v++)                                                                     \
                store_narrowed(out + ((token - first + r) * heads + query_head) * 64 + 16 * v,              \
                               _mm512_mul_ps(sums[r][v], _mm512_set1_ps(scale[r])));                        \
    }
                FOR_ROWS(count, ATTEND)
            }
        }
    }
}
