import type { MetricTexts } from "./metricText.ts";

/** What people learn and reach. */
export const GROWTH_METRICS = {
  growth_points: {
    group: "growth",
    basis: "people",
    name: { en: "Growth of skills", ru: "Рост навыков", uk: "Зростання навичок", bg: "Напредък в уменията" },
    explanation: {
      en: "How many points of the scale from 1 to 5 the same people’s self-assessment rose since their first. It is not the programme’s effect alone.",
      ru: "На сколько баллов по шкале от 1 до 5 выросла самооценка тех же людей с их первой. Это не заслуга одной только программы.",
      uk: "На скільки балів за шкалою від 1 до 5 зросло самооцінювання тих самих людей від їхнього першого. Це не заслуга самої лише програми.",
      bg: "С колко точки по скалата от 1 до 5 се е повишила самооценката на същите хора от първата им. Това не е заслуга само на програмата.",
    },
  },
  growth_percent: {
    group: "growth",
    basis: "people",
    name: {
      en: "Growth of skills, %",
      ru: "Рост навыков, %",
      uk: "Зростання навичок, %",
      bg: "Напредък в уменията, %",
    },
    explanation: {
      en: "By how many per cent the same people’s mean self-assessment is above their first.",
      ru: "На сколько процентов средняя самооценка тех же людей выше их первой.",
      uk: "На скільки відсотків середнє самооцінювання тих самих людей вище за їхнє перше.",
      bg: "С колко процента средната самооценка на същите хора е над първата им.",
    },
  },
  growth_effect: {
    group: "growth",
    basis: "people",
    name: {
      en: "Growth of skills, effect size",
      ru: "Рост навыков, размер эффекта",
      uk: "Зростання навичок, розмір ефекту",
      bg: "Напредък в уменията, размер на ефекта",
    },
    explanation: {
      en: "The growth of the same people’s self-assessment in standard deviations, for comparing with other programmes; shown from 10 people. It is not the programme’s effect alone.",
      ru: "Рост самооценки тех же людей в стандартных отклонениях, чтобы сравнивать с другими программами; показывается от 10 человек. Это не заслуга одной только программы.",
      uk: "Зростання самооцінювання тих самих людей у стандартних відхиленнях, щоб порівнювати з іншими програмами; показується від 10 людей. Це не заслуга самої лише програми.",
      bg: "Напредъкът в самооценката на същите хора в стандартни отклонения, за сравнение с други програми; показва се при поне 10 души. Това не е заслуга само на програмата.",
    },
  },
  confidence_change: {
    group: "progress",
    basis: "people",
    name: {
      en: "Change of confidence",
      ru: "Изменение уверенности",
      uk: "Зміна впевненості",
      bg: "Промяна в увереността",
    },
    explanation: {
      en: "How many points of the scale from 1 to 5 the same people’s confidence to reach their goals rose since their first answer.",
      ru: "На сколько баллов по шкале от 1 до 5 выросла у тех же людей уверенность, что они дойдут до целей, с первого ответа.",
      uk: "На скільки балів за шкалою від 1 до 5 зросла в тих самих людей упевненість, що вони дійдуть до цілей, від першої відповіді.",
      bg: "С колко точки по скалата от 1 до 5 се е повишила увереността на същите хора, че ще стигнат целите си, от първия им отговор.",
    },
  },
  solved_share: {
    group: "progress",
    basis: "answers",
    name: {
      en: "Questions solved in sessions",
      ru: "Вопросы, решённые на встречах",
      uk: "Питання, вирішені на зустрічах",
      bg: "Въпроси, решени на срещите",
    },
    explanation: {
      en: "Of the answers after sessions, the share that say the question they came with is fully solved.",
      ru: "В какой доле ответов после встреч сказано, что вопрос решён полностью.",
      uk: "У якій частці відповідей після зустрічей сказано, що питання вирішено повністю.",
      bg: "В каква част от отговорите след срещите се казва, че въпросът е решен напълно.",
    },
  },
  solved_change: {
    group: "progress",
    basis: "answers",
    name: {
      en: "Solved against the earlier way",
      ru: "Решение в сравнении с прежним",
      uk: "Вирішення порівняно з минулим",
      bg: "Решаване спрямо преди",
    },
    explanation: {
      en: "How much further people get with their questions than before the programme, on a scale from 0 (not solved) to 100 (fully solved).",
      ru: "Насколько дальше люди продвигаются в своих вопросах, чем до программы, по шкале от 0 (не решён) до 100 (решён полностью).",
      uk: "Наскільки далі люди просуваються у своїх питаннях, ніж до програми, за шкалою від 0 (не вирішено) до 100 (вирішено повністю).",
      bg: "Колко по-далеч стигат хората с въпросите си, отколкото преди програмата, по скала от 0 (нерешен) до 100 (решен напълно).",
    },
  },
  projects_done: {
    group: "progress",
    basis: "people",
    name: { en: "Projects done", ru: "Завершённые проекты", uk: "Завершені проєкти", bg: "Завършени проекти" },
    explanation: {
      en: "How many projects people say they finished in the programme, all together.",
      ru: "Сколько проектов люди, по их словам, завершили за время программы, все вместе.",
      uk: "Скільки проєктів люди, за їхніми словами, завершили за час програми, усі разом.",
      bg: "Колко проекта, по думите си, хората са завършили през програмата, всички заедно.",
    },
  },
  courses_done: {
    group: "progress",
    basis: "people",
    name: { en: "Courses done", ru: "Пройденные курсы", uk: "Пройдені курси", bg: "Завършени курсове" },
    explanation: {
      en: "How many courses people say they finished in the programme, all together.",
      ru: "Сколько курсов люди, по их словам, прошли за время программы, все вместе.",
      uk: "Скільки курсів люди, за їхніми словами, пройшли за час програми, усі разом.",
      bg: "Колко курса, по думите си, хората са завършили през програмата, всички заедно.",
    },
  },
  certificates_done: {
    group: "progress",
    basis: "people",
    name: {
      en: "Certificates gained",
      ru: "Полученные сертификаты",
      uk: "Отримані сертифікати",
      bg: "Получени сертификати",
    },
    explanation: {
      en: "How many certificates people say they gained in the programme, all together.",
      ru: "Сколько сертификатов люди, по их словам, получили за время программы, все вместе.",
      uk: "Скільки сертифікатів люди, за їхніми словами, отримали за час програми, усі разом.",
      bg: "Колко сертификата, по думите си, хората са получили през програмата, всички заедно.",
    },
  },
  new_roles: {
    group: "progress",
    basis: "people",
    name: { en: "New roles", ru: "Новые роли", uk: "Нові ролі", bg: "Нови роли" },
    explanation: {
      en: "Of the people who answered, the share that took on a new role; not the programme’s doing alone.",
      ru: "Какая доля ответивших получила новую роль; это не заслуга одной только программы.",
      uk: "Яка частка тих, хто відповів, отримала нову роль; це не заслуга самої лише програми.",
      bg: "Каква част от отговорилите са поели нова роля; това не е заслуга само на програмата.",
    },
  },
  goals_done: {
    group: "goals",
    basis: "goals",
    name: { en: "Goals done", ru: "Достигнутые цели", uk: "Досягнуті цілі", bg: "Постигнати цели" },
    explanation: {
      en: "Of the goals that are done or have a due day, the share their owners marked as done.",
      ru: "Из целей, которые достигнуты или имеют срок, — доля тех, что сами люди отметили как достигнутые.",
      uk: "Із цілей, які досягнуто або які мають термін, — частка тих, що самі люди позначили як досягнуті.",
      bg: "От целите, които са постигнати или имат срок – делът на тези, които самите хора са отбелязали като постигнати.",
    },
  },
  goals_on_track: {
    group: "goals",
    basis: "goals",
    name: { en: "Goals on track", ru: "Цели по плану", uk: "Цілі за планом", bg: "Цели по план" },
    explanation: {
      en: "Of the goals that are done or have a due day, the share whose progress keeps up with their time.",
      ru: "Из целей, которые достигнуты или имеют срок, — доля тех, где прогресс не отстаёт от времени.",
      uk: "Із цілей, які досягнуто або які мають термін, — частка тих, де прогрес не відстає від часу.",
      bg: "От целите, които са постигнати или имат срок – делът на тези, при които напредъкът не изостава от времето.",
    },
  },
  goals_off_track: {
    group: "goals",
    basis: "goals",
    name: {
      en: "Goals off track",
      ru: "Цели, отстающие от плана",
      uk: "Цілі, що відстають від плану",
      bg: "Изоставащи цели",
    },
    explanation: {
      en: "Of the goals that are done or have a due day, the share that are overdue or lag behind their time; a reason to offer help.",
      ru: "Из целей, которые достигнуты или имеют срок, — доля тех, где срок прошёл или прогресс отстаёт от времени; повод предложить помощь.",
      uk: "Із цілей, які досягнуто або які мають термін, — частка тих, де термін минув або прогрес відстає від часу; привід запропонувати допомогу.",
      bg: "От целите, които са постигнати или имат срок – делът на тези, при които срокът е изтекъл или напредъкът изостава; повод да предложите помощ.",
    },
  },
  goals_overdue: {
    group: "goals",
    basis: "goals",
    name: {
      en: "Goals overdue",
      ru: "Цели с прошедшим сроком",
      uk: "Цілі, термін яких минув",
      bg: "Цели с изтекъл срок",
    },
    explanation: {
      en: "Of the goals that are done or have a due day, the share whose due day has passed; they are among those off track.",
      ru: "Из целей, которые достигнуты или имеют срок, — доля тех, чей срок прошёл; они входят в отстающие от плана.",
      uk: "Із цілей, які досягнуто або які мають термін, — частка тих, чий термін минув; вони входять до тих, що відстають.",
      bg: "От целите, които са постигнати или имат срок – делът на тези, чийто срок е изтекъл; те са сред изоставащите.",
    },
  },
} as const satisfies Readonly<Record<string, MetricTexts>>;
