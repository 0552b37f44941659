/* What happens to each token between the large products, in one go over its row: norms, positions, the router's choice.
 * The plain ways stand in forward.py and experts.py. */
#include "lanes.h"

/* Rows (count, size) divided by their root mean square and weighed: in bfloat16, or in float32 as they are. */
void norm(const float *rows, int64_t count, int64_t size, const float *weight, float epsilon, int64_t narrow, void *out) {
    for (int64_t row = 0; row < count; row++, rows += size) {
        const __m512 scale = evened(rows, size, epsilon);
        for (int64_t at = 0; at < size; at += 16) {
            __m512 values = _mm512_mul_ps(_mm512_loadu_ps(rows + at), scale);
            values = _mm512_mul_ps(values, _mm512_loadu_ps(weight + at));
            if (narrow)
                store_narrowed((bf16 *)out + row * size + at, values);
            else
                _mm512_storeu_ps((float *)out + row * size + at, values);
        }
    }
}

/* Turns queries and keys, heads of 64, by their tokens' places, and puts them and the values where they belong.
 * From: (count, heads + 2 * key_heads, 64); turns: (count, 32), cosine and sine, scaled. Neighbours turn together. */
void turn(const bf16 *from, int64_t count, int64_t heads, int64_t key_heads, const float *turns, bf16 *queries,
          bf16 *keys, bf16 *values) {
    const __m512i evens = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    const __m512i odds = _mm512_or_si512(evens, _mm512_set1_epi32(1)), upper = _mm512_set1_epi32((int)0xffff0000);
    for (int64_t token = 0; token < count; token++, turns += 64) {
        __m512 cosines[2], sines[2];
        for (int half = 0; half < 2; half++) {
            const __m512 one = _mm512_loadu_ps(turns + 32 * half), other = _mm512_loadu_ps(turns + 32 * half + 16);
            cosines[half] = _mm512_permutex2var_ps(one, evens, other);
            sines[half] = _mm512_permutex2var_ps(one, odds, other);
        }
        for (int64_t head = 0; head < heads + key_heads; head++, from += 64) {
            bf16 *to = head < heads ? queries + head * 64 : keys + (head - heads) * 64;
            for (int half = 0; half < 2; half++) {
                const __m512i pairs = _mm512_loadu_si512(from + 32 * half);
                const __m512 even = _mm512_castsi512_ps(_mm512_slli_epi32(pairs, 16));
                const __m512 odd = _mm512_castsi512_ps(_mm512_and_si512(pairs, upper));
                const __m512 across = _mm512_fmsub_ps(even, cosines[half], _mm512_mul_ps(odd, sines[half]));
                const __m512 up = _mm512_fmadd_ps(even, sines[half], _mm512_mul_ps(odd, cosines[half]));
                const __m512i low = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(across));
                const __m512i high = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(up));
                _mm512_storeu_si512(to + 32 * half, _mm512_or_si512(low, _mm512_slli_epi32(high, 16)));
            }
        }
        memcpy(values, from, key_heads * 64 * sizeof(bf16));
        from += key_heads * 64, queries += heads * 64, keys += key_heads * 64, values += key_heads * 64;
    }
}

/* Of each row of scores (count, experts) the best `chosen`, the best first, of equals the first; and their shares,
 * which add up to one. At most 16 are chosen. */
void choose(const float *scores, int64_t count, int64_t experts, int64_t chosen, int64_t *best, float *shares) {
    const __mmask16 all = (__mmask16)((1u << chosen) - 1);
    for (int64_t row = 0; row < count; row++, scores += experts, best += chosen, shares += chosen) {
        float top[16];
        int64_t found = 0;
        for (int64_t expert = 0; expert < experts; expert++) {
            const float score = scores[expert];
            if (found == chosen && !(score > top[chosen - 1])) continue;
            int64_t place = found < chosen ? found++ : chosen - 1;
            for (; place > 0 && score > top[place - 1]; place--) top[place] = top[place - 1], best[place] = best[place - 1];
            top[place] = score, best[place] = expert;
        }
        const __m512 of_all = _mm512_maskz_loadu_ps(all, top);
        const __m512 weights = _mm512_maskz_mov_ps(all, exponential(_mm512_sub_ps(of_all, _mm512_set1_ps(top[0]))));
        const __m512 sum = _mm512_set1_ps(_mm512_reduce_add_ps(weights));
        _mm512_mask_storeu_ps(shares, all, _mm512_div_ps(weights, sum));
    }
}

/* Brings pairs of token and choice together by expert, in their order: the token of each place, the place of each pair,
 * and the parts of the work, (expert, first pair, last pair), of at most so many pairs each; returns how many. */
int64_t arrange(const int64_t *choices, int64_t pairs, int64_t chosen, int64_t experts, int64_t most, int64_t *sources,
                int64_t *places, int64_t *parts) {
    int64_t next[experts + 1], count = 0;
    memset(next, 0, sizeof(next));
    for (int64_t pair = 0; pair < pairs; pair++) next[choices[pair] + 1]++;
    for (int64_t expert = 0; expert < experts; expert++) {
        const int64_t size = next[expert + 1], first = next[expert], of = (size + most - 1) / most;
        for (int64_t part = 0; part < of; part++, count++) {
            parts[3 * count] = expert;
            parts[3 * count + 1] = first + size * part / of, parts[3 * count + 2] = first + size * (part + 1) / of;
        }
        next[expert + 1] += first;
    }
    for (int64_t pair = 0; pair < pairs; pair++) {
        const int64_t place = next[choices[pair]]++;
        sources[place] = pair / chosen, places[pair] = place;
    }
    return count;
}
