/* What the kernels share: numbers sixteen at a time, and products of pairs of bfloat16.
 *
 * One instruction multiplies 16 pairs of bfloat16 and adds both products to 16 sums in float32. So the right side of a
 * product is laid out as pairs of rows, 64 columns wide: a panel. In it columns lie as they fall when two rows are
 * interleaved: of each eight the first four go to one vector, the others to the next. What is read or written beside a
 * panel is split and joined the same way.
 */
#pragma once
#include <immintrin.h>
#include <stdint.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))
#define ROWS 6   /* of the left side at once: with 4 vectors 24 sums, all in registers */
#define PANEL 64 /* columns of the right side at once: four vectors */
#define MOST_SEEN 272 /* keys that six neighbouring tokens may see: 2 * 128 + 6, in whole vectors */

typedef uint16_t bf16;
typedef __m512 Sums[ROWS][4];

/* Calls work(rows) with a constant, so that all loops over rows are unrolled. */
#define FOR_ROWS(rows, work)    \
    switch (rows) {             \
        case 6: work(6); break; \
        case 5: work(5); break; \
        case 4: work(4); break; \
        case 3: work(3); break; \
        case 2: work(2); break; \
        default: work(1);       \
    }

/* x from `least` to `most`. What is no number stays none: of two operands the second is given back then. */
INLINE __m512 within(__m512 x, float least, float most) {
    return _mm512_min_ps(_mm512_set1_ps(most), _mm512_max_ps(_mm512_set1_ps(least), x));
}

/* e^x, to the last bits of float32 but one or two. */
INLINE __m512 exponential(__m512 x) {
    x = within(x, -87.0f, 88.0f);
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

/* What a row of float32 is multiplied by, so that its root mean square is one. */
INLINE __m512 evened(const float *row, int64_t size, float epsilon) {
    __m512 sum = _mm512_setzero_ps();
    for (int64_t at = 0; at < size; at += 16) {
        const __m512 values = _mm512_loadu_ps(row + at);
        sum = _mm512_fmadd_ps(values, values, sum);
    }
    const float mean = _mm512_reduce_add_ps(sum) / (float)size;
    return _mm512_div_ps(_mm512_set1_ps(1.0f), _mm512_sqrt_ps(_mm512_set1_ps(mean + epsilon)));
}

/* Clamped SwiGLU of 16 gates and ups: (up + 1) * gate * sigmoid(gain * gate). */
INLINE __m512 activated(__m512 gate, __m512 up, float gain, float limit) {
    const __m512 one = _mm512_set1_ps(1.0f);
    gate = _mm512_min_ps(_mm512_set1_ps(limit), gate);
    up = _mm512_add_ps(within(up, -limit, limit), one);
    const __m512 under = _mm512_add_ps(one, exponential(_mm512_mul_ps(gate, _mm512_set1_ps(-gain))));
    return _mm512_div_ps(_mm512_mul_ps(up, gate), under);
}

/* Which keys each of up to six neighbouring tokens sees, `from` to before `to`, and which any of them: within reach and
 * of its own text. Counted from the first key that the first token could see. */
INLINE void look_around(long token, int count, long reach, const int64_t *starts, const int64_t *ends, long from[],
                        long to[], long *lowest, long *highest) {
    *lowest = 2 * reach + ROWS, *highest = 0;
    for (int r = 0; r < count; r++) {
        from[r] = r, to[r] = r + 2 * reach + 1;
        if (starts[token + r] - token + reach > from[r]) from[r] = starts[token + r] - token + reach;
        if (ends[token + r] - token + reach < to[r]) to[r] = ends[token + r] - token + reach;
        if (from[r] < *lowest) *lowest = from[r];
        if (to[r] > *highest) *highest = to[r];
    }
}

/* Of 16 keys from `first` on, those from `low` to before `high`. */
INLINE __mmask16 in_sight(int first, __m512i low, __m512i high) {
    const __m512i lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const __m512i keys = _mm512_add_epi32(lanes, _mm512_set1_epi32(first));
    return _mm512_cmpge_epi32_mask(keys, low) & _mm512_cmplt_epi32_mask(keys, high);
}

INLINE void clear(int rows, int vectors, Sums sums) {
    for (int r = 0; r < rows; r++)
        for (int v = 0; v < vectors; v++) sums[r][v] = _mm512_setzero_ps();
}

#ifdef __AVX512BF16__

INLINE __m512 widened(const bf16 *from) {
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_loadu_si256((const void *)from)), 16));
}

INLINE void store_narrowed(bf16 *to, __m512 values) {
    _mm256_storeu_si256((void *)to, (__m256i)_mm512_cvtneps_pbh(values));
}

/* 32 columns of two rows, interleaved. */
INLINE void interleave(const bf16 *row, const bf16 *next, __m512i *first, __m512i *second) {
    const __m512i one = _mm512_loadu_si512(row), other = _mm512_loadu_si512(next);
    *first = _mm512_unpacklo_epi16(one, other);
    *second = _mm512_unpackhi_epi16(one, other);
}

/* 32 numbers, split as a panel's columns. */
INLINE void widen_split(const bf16 *from, __m512 *first, __m512 *second) {
    const __m512i numbers = _mm512_loadu_si512(from), nothing = _mm512_setzero_si512();
    *first = _mm512_castsi512_ps(_mm512_unpacklo_epi16(nothing, numbers));
    *second = _mm512_castsi512_ps(_mm512_unpackhi_epi16(nothing, numbers));
}

/* 32 sums of a panel's columns, joined. */
INLINE void store_joined(bf16 *to, __m512 first, __m512 second) {
    const __m512i order = _mm512_setr_epi64(0, 4, 1, 5, 2, 6, 3, 7);
    _mm512_storeu_si512(to, _mm512_permutexvar_epi64(order, (__m512i)_mm512_cvtne2ps_pbh(second, first)));
}

/* Adds to the sums the products of pair `p` of each row on the left and of these columns. */
INLINE void add_products(int rows, int vectors, const uint32_t *const left[], long p, const __m512i columns[], Sums sums) {
    for (int r = 0; r < rows; r++) {
        const __m512bh row = (__m512bh)_mm512_set1_epi32((int)left[r][p]);
        for (int v = 0; v < vectors; v++) sums[r][v] = _mm512_dpbf16_ps(sums[r][v], row, (__m512bh)columns[v]);
    }
}

/* Sums of rows x 16 * vectors, for `pairs` pairs. Left: rows of pairs; right: [pairs][step], of which a panel is used. */
INLINE void multiply(int rows, int vectors, const uint32_t *const left[], const uint32_t *right, long step, long pairs,
                     Sums sums) {
    clear(rows, vectors, sums);
    for (long p = 0; p < pairs; p++) {
        __m512i columns[4];
        for (int v = 0; v < vectors; v++) columns[v] = _mm512_loadu_si512(right + p * step + 16 * v);
        add_products(rows, vectors, left, p, columns, sums);
    }
}

#endif
