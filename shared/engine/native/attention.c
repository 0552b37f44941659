/* Attention within the band, what band.py computes in its plain way. */
#include "lanes.h"

/* Lays 32 columns of a matrix, `rows` rows of `width`, out as half a panel: to[row / 2][PANEL], of which 32. */
static void lay_out(const bf16 *from, long width, long rows, uint32_t *to) {
    for (long row = 0; row < rows; row += 2, from += 2 * width, to += PANEL) {
        __m512i first, second;
        interleave(from, from + width, &first, &second);
        _mm512_storeu_si512(to, first);
        _mm512_storeu_si512(to + 16, second);
    }
}

/* The scores of up to six neighbouring tokens of one head become shares of their keys; returns nothing for keys out of
 * sight. `from`, `to`: which keys each row sees, counted from the first key that any of them may see. */
INLINE void share(int rows, float scores[][MOST_SEEN], int vectors, const long from[], const long to[], float sink,
                  bf16 shares[][MOST_SEEN], float scale[]) {
    for (int r = 0; r < rows; r++) {
        const __m512i low = _mm512_set1_epi32((int)from[r]), high = _mm512_set1_epi32((int)to[r]);
        __m512 most = _mm512_set1_ps(sink);
        for (int v = 0; v < vectors; v++) {
            const __mmask16 seen = in_sight(16 * v, low, high);
            most = _mm512_mask_max_ps(most, seen, most, _mm512_loadu_ps(scores[r] + 16 * v));
        }
        const __m512 top = _mm512_set1_ps(_mm512_reduce_max_ps(most));
        __m512 sum = _mm512_setzero_ps();
        for (int v = 0; v < vectors; v++) {
            const __mmask16 seen = in_sight(16 * v, low, high);
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
            long from[ROWS], to[ROWS], lowest, highest;
            look_around(token, count, reach, starts, ends, from, to, &lowest, &highest);
            lowest = lowest / 16 * 16; /* a short text has fewer keys than are within reach */
            const int vectors = (int)((highest - lowest + 15) / 16);
            for (int r = 0; r < count; r++) from[r] -= lowest, to[r] -= lowest;
            const uint32_t *const seen_keys = turned + (token - first + lowest);
            const uint32_t *const seen_values = paired + (token - first + lowest) / 2 * 64;
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
            for (int v = 0; v < 4; v += 2)                                                                  \
                store_joined(out + ((token - first + r) * heads + query_head) * 64 + 16 * v,                \
                             _mm512_mul_ps(sums[r][v], _mm512_set1_ps(scale[r])),                           \
                             _mm512_mul_ps(sums[r][v + 1], _mm512_set1_ps(scale[r])));                      \
    }
                FOR_ROWS(count, ATTEND)
            }
        }
    }
}
