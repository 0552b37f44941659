/* Attention, norms, positions and activations in float32, for any processor with AVX512. The plain ways stand in band.py
 * and rows.py. */
#include "lanes.h"

/* Rows (count, size) divided by their root mean square and weighed. */
void norm(const float *rows, int64_t count, int64_t size, const float *weight, float epsilon, float *out) {
    for (int64_t row = 0; row < count; row++, rows += size, out += size) {
        const __m512 scale = evened(rows, size, epsilon);
        for (int64_t at = 0; at < size; at += 16) {
            const __m512 values = _mm512_mul_ps(_mm512_loadu_ps(rows + at), scale);
            _mm512_storeu_ps(out + at, _mm512_mul_ps(values, _mm512_loadu_ps(weight + at)));
        }
    }
}

/* Clamped SwiGLU: gates beside their ups (count, 2 * inner) -> out (count, inner). */
void activate(const float *gate_up, int64_t count, int64_t inner, float gain, float limit, float *out) {
    for (int64_t row = 0; row < count; row++, gate_up += 2 * inner, out += inner)
        for (int64_t at = 0; at < inner; at += 16)
            _mm512_storeu_ps(out + at, activated(_mm512_loadu_ps(gate_up + at), _mm512_loadu_ps(gate_up + inner + at),
                                                 gain, limit));
}

/* Turns queries and keys by their tokens' places, and puts them and the values where they belong. From: (count, heads +
 * 2 * key_heads, head); turns: (count, head / 2), cosine and sine, scaled. Neighbours turn together. */
void turn(const float *from, int64_t count, int64_t heads, int64_t key_heads, int64_t head, const float *turns,
          float *queries, float *keys, float *values) {
    for (int64_t token = 0; token < count; token++, turns += head) {
        for (int64_t number = 0; number < heads + key_heads; number++, from += head) {
            float *to = number < heads ? queries + number * head : keys + (number - heads) * head;
            for (int64_t at = 0; at < head; at += 16) {
                const __m512 pairs = _mm512_loadu_ps(from + at), turned = _mm512_loadu_ps(turns + at);
                /* even * cosine - odd * sine, and beside it odd * cosine + even * sine */
                const __m512 swapped = _mm512_permute_ps(pairs, 0xB1);
                const __m512 sines = _mm512_mul_ps(swapped, _mm512_movehdup_ps(turned));
                _mm512_storeu_ps(to + at, _mm512_fmaddsub_ps(pairs, _mm512_moveldup_ps(turned), sines));
            }
        }
        memcpy(values, from, key_heads * head * sizeof(float));
        from += key_heads * head, queries += heads * head, keys += key_heads * head, values += key_heads * head;
    }
}

/* Sums of rows x 16 * vectors over `count`. Left: rows of numbers; right: [count][step], of which some columns. */
INLINE void multiply_exact(int rows, int vectors, const float *const left[], const float *right, long step, long count,
                           Sums sums) {
    clear(rows, vectors, sums);
    for (long p = 0; p < count; p++) {
        __m512 columns[4];
        for (int v = 0; v < vectors; v++) columns[v] = _mm512_loadu_ps(right + p * step + 16 * v);
        for (int r = 0; r < rows; r++) {
            const __m512 row = _mm512_set1_ps(left[r][p]);
            for (int v = 0; v < vectors; v++) sums[r][v] = _mm512_fmadd_ps(row, columns[v], sums[r][v]);
        }
    }
}

/* Scores of a row, of which it sees `from` to before `to`, become shares of their keys in place; returns their sum. */
INLINE float share(float *scores, int vectors, long from, long to, float sink) {
    const __m512i low = _mm512_set1_epi32((int)from), high = _mm512_set1_epi32((int)to);
    __m512 most = _mm512_set1_ps(sink), sum = _mm512_setzero_ps();
    for (int pass = 0; pass < 2; pass++) {
        const __m512 top = _mm512_set1_ps(_mm512_reduce_max_ps(most));
        for (int v = 0; v < vectors; v++) {
            const __mmask16 seen = in_sight(16 * v, low, high);
            const __m512 values = _mm512_loadu_ps(scores + 16 * v);
            if (pass == 0) {
                most = _mm512_mask_max_ps(most, seen, most, values);
            } else {
                const __m512 weight = _mm512_maskz_mov_ps(seen, exponential(_mm512_sub_ps(values, top)));
                sum = _mm512_add_ps(sum, weight);
                _mm512_storeu_ps(scores + 16 * v, weight);
            }
        }
    }
    const __m512 top = _mm512_set1_ps(_mm512_reduce_max_ps(most));
    return _mm512_reduce_add_ps(sum) + _mm512_cvtss_f32(exponential(_mm512_sub_ps(_mm512_set1_ps(sink), top)));
}

/* What tokens first..last see: out (last - first, heads * head). Queries: (tokens, heads, head); keys and values: (reach
 * + tokens + reach, key_heads, head). Each token sees `reach` on both sides, from starts[token] to before ends[token].
 * Scratch: head * (last - first + 2 * reach + 32) numbers. */
void attend(const float *queries, const float *keys, const float *values, const int64_t *starts, const int64_t *ends,
            const float *sinks, int64_t heads, int64_t key_heads, int64_t head, int64_t reach, int64_t first,
            int64_t last, float *scratch, float *out) {
    const long group = heads / key_heads, span = last - first + 2 * reach, room = span + 32, width = key_heads * head;
    for (long key_head = 0; key_head < key_heads; key_head++) {
        for (long at = 0; at < head; at++) { /* keys, turned: [head][room] */
            const float *from = keys + first * width + key_head * head + at;
            for (long key = 0; key < span; key++) scratch[at * room + key] = from[key * width];
            memset(scratch + at * room + span, 0, (room - span) * sizeof(float));
        }
        for (long token = first; token < last; token += ROWS) {
            const int count = (int)(last - token < ROWS ? last - token : ROWS);
            long from[ROWS], to[ROWS], lowest, highest;
            look_around(token, count, reach, starts, ends, from, to, &lowest, &highest);
            const int vectors = (int)((highest - lowest + 15) / 16);
            const float *const seen_keys = scratch + (token - first + lowest);
            const float *const seen_values = values + (token + lowest) * width + key_head * head;
            for (long query_head = key_head * group; query_head < (key_head + 1) * group; query_head++) {
                const float *left[ROWS], *weights[ROWS];
                float scores[ROWS][MOST_SEEN], sum[ROWS];
                for (int r = 0; r < count; r++) {
                    left[r] = queries + ((token + r) * heads + query_head) * head;
                    weights[r] = scores[r];
                }
#define SCORE(n, wide, at)                                                                            \
    {                                                                                                 \
        Sums sums;                                                                                    \
        multiply_exact(n, wide, left, seen_keys + 16 * (at), room, head, sums);                       \
        for (int r = 0; r < n; r++)                                                                   \
            for (int v = 0; v < wide; v++) _mm512_storeu_ps(scores[r] + 16 * ((at) + v), sums[r][v]); \
    }
#define GATHER(n, wide, at)                                                                           \
    {                                                                                                 \
        Sums sums;                                                                                    \
        multiply_exact(n, wide, weights, seen_values + 16 * (at), width, highest - lowest, sums);     \
        for (int r = 0; r < n; r++)                                                                   \
            for (int v = 0; v < wide; v++)                                                            \
                _mm512_storeu_ps(out + ((token - first + r) * heads + query_head) * head + 16 * ((at) + v), \
                                 _mm512_div_ps(sums[r][v], _mm512_set1_ps(sum[r])));                  \
    }
#define ATTEND(n)                                                                                     \
    {                                                                                                 \
        int at = 0;                                                                                   \
        for (; at + 4 <= vectors; at += 4) SCORE(n, 4, at)                                            \
        for (; at < vectors; at++) SCORE(n, 1, at)                                                    \
        for (int r = 0; r < n; r++) sum[r] = share(scores[r], vectors, from[r] - lowest, to[r] - lowest, sinks[query_head]); \
        for (at = 0; at + 4 <= head / 16; at += 4) GATHER(n, 4, at)                                   \
        for (; at + 2 <= head / 16; at += 2) GATHER(n, 2, at)                                         \
        for (; at < head / 16; at++) GATHER(n, 1, at)                                                 \
    }
                FOR_ROWS(count, ATTEND)
            }
        }
    }
}
