import type { StatsWords } from './stats-words.ts';

const example = 'attempt,item,mark,max';

export const vi: StatsWords = {
  flags: {
    drop: () => 'Người làm tốt các câu khác lại hay sai câu này: nên bỏ hoặc viết lại.',
    key_in_doubt: (option) =>
      `Đáp án sai ${option} được người giỏi chọn: xem lại đáp án đúng và lời của câu hỏi.`,
    worse_than_guessing: () => 'Số người đúng ít hơn cả khi chọn bừa: câu này dễ gây hiểu lầm.',
    too_hard: () => 'Câu này quá khó: năm người thì nhiều nhất một người đúng.',
    too_easy: () => 'Câu này quá dễ: gần như ai cũng đúng.',
    weak: () => 'Câu này chưa phân biệt được người đã biết và người chưa biết.',
    idle_option: (option) => `Đáp án ${option} gần như không ai chọn: thay bằng đáp án dễ nhầm hơn.`,
  },
  quiz: {
    title: 'Cả bài',
    n: 'số lượt làm',
    mean: 'trung bình, điểm',
    median: 'trung vị, điểm',
    sd: 'độ lệch chuẩn, điểm',
    skewness: 'độ lệch của phân bố',
    kurtosis: 'độ nhọn của phân bố',
    cic: 'độ nhất quán (alpha), %',
    errorRatio: 'tỉ lệ sai số, %',
    standardError: 'sai số chuẩn, điểm',
  },
  items: {
    item: 'câu',
    n: 'n',
    facility: 'tỉ lệ đúng',
    sd: 'độ lệch chuẩn',
    intendedWeight: 'trọng số định, %',
    effectiveWeight: 'trọng số thực, %',
    discriminationIndex: 'độ phân biệt, %',
    discriminativeEfficiency: 'hiệu quả phân biệt, %',
  },
  options: {
    title: 'Từng đáp án',
    option: 'đáp án',
    n: 'n',
    share: 'tỉ lệ chọn',
    fraction: 'phần điểm',
    meanRest: 'điểm các câu khác',
  },
  flagsTitle: 'Cần xem lại',
  none: '-',
  chosen: ({ rule, of }, n) => {
    switch (rule.kind) {
      case 'every':
        return `${n} trong ${of} lượt làm: mọi lượt không bỏ dở`;
      case 'of_kind':
        return `${n} trong ${of} lượt làm: các lượt loại "${rule.wanted}"`;
      case 'of_learner':
        return `${n} trong ${of} lượt làm: lượt ${{ first: 'đầu tiên', last: 'cuối cùng', highest: 'cao điểm nhất' }[rule.wanted]} của mỗi người học`;
    }
  },
  noChoice: (why) => {
    switch (why.kind) {
      case 'no_such_kind':
        return `không có lượt nào mà mọi dòng đều thuộc loại "${why.wanted}"; trong tệp có: ${why.found.join(', ')}. Chọn một loại bằng --kind, hoặc dùng --kind all`;
      case 'needs_learner':
        return `--kind ${why.wanted} cần cột "learner" để biết lượt nào của ai. Không có cột này thì dùng --kind all`;
      case 'needs_kind':
        return `--kind ${why.wanted} cần cột "kind". Không có cột này thì chọn first, last, highest (theo cột "learner") hoặc all`;
    }
  },
  problem: (problem) => {
    switch (problem.kind) {
      case 'empty_file':
        return `tệp trống; dòng đầu phải ghi tên cột: ${example}`;
      case 'columns_missing':
        return `cần các cột ${example}, thiếu ${problem.missing.join(', ')}; đang có "${problem.found.join(' | ')}"`;
      case 'column_twice':
        return `cột ${problem.column} có hai lần; giữ lại một`;
      case 'too_many_cells':
        return `có ${problem.found} ô, dòng đầu chỉ có ${problem.expected}. Có phải dấu phẩy thập phân? Viết 0.5, đặt "0,5" trong ngoặc kép, hoặc ngăn cột bằng dấu chấm phẩy`;
      case 'too_few_cells':
        return `có ${problem.found} ô, dòng đầu có ${problem.expected}`;
      case 'cell_empty':
        return `ô ${problem.column} trống`;
      case 'not_a_mark':
        return `${problem.column}: cần một số như 1 hoặc 0,5, đang là "${problem.found}"`;
      case 'max_below_zero':
        return `max: cần số từ 0 trở lên, đang là ${problem.found}`;
      case 'answered_twice':
        return `lượt ${problem.attempt} đã có câu trả lời khác cho ${problem.item}; giữ lại câu được tính`;
      case 'max_from_zero':
        return `${problem.item} có max là 0 ở một dòng và lớn hơn ở dòng khác: không biết đạt được mấy phần`;
      case 'quote_open':
        return 'dấu ngoặc kép mở ở đây mà không đóng';
    }
  },
  moreProblems: 'và còn nữa; chỉ ghi các lỗi đầu',
  problemAt: (file, line, text) => `${file}:${line}: ${text}`,
  note: (note) => {
    switch (note.kind) {
      case 'repeated_row':
        return `dòng ${note.line}: lặp lại dòng trước, chỉ tính một lần (${note.times} dòng như vậy)`;
      case 'outside_max':
        return `dòng ${note.line}: điểm dưới 0 hoặc trên max, vẫn tính như đã ghi (${note.times} dòng như vậy)`;
      case 'no_learner':
        return `dòng ${note.line}: không ghi người học như các dòng khác; lượt này được coi là của người khác (${note.times} dòng như vậy)`;
      case 'max_changed':
        return `dòng ${note.line}: ${note.item} có max khác trước; phần đạt được của max cũ được đổi sang max cuối, như Moodle làm`;
    }
  },
  file: {
    missing: (file) => `${file}: không có tệp này`,
    unreadable: (file, why) => `${file}: không đọc được (${why})`,
    notText: (file) => `${file}: không phải chữ UTF-8; trong bảng tính, lưu lại dạng "CSV UTF-8"`,
  },
};
